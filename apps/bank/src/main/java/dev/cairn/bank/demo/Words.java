package dev.cairn.bank.demo;

import dev.cairn.bank.account.PersonName;
import java.util.List;
import java.util.Random;

/** The names and references of the demonstration. */
final class Words {

  private static final List<String> FIRST_NAMES =
      List.of(
          "Ada",
          "Alan",
          "Amina",
          "Barbara",
          "Chidi",
          "Clara",
          "Dmitri",
          "Edith",
          "Emmy",
          "Farid",
          "Grace",
          "Hedy",
          "Ines",
          "Jun",
          "Katherine",
          "Leila",
          "Linus",
          "Mateo",
          "Noor",
          "Olga",
          "Priya",
          "Rosa",
          "Sofia",
          "Tomás",
          "Zoë");
  private static final List<String> LAST_NAMES =
      List.of(
          "Abara",
          "Bauer",
          "Castillo",
          "Dubois",
          "Eriksson",
          "Fontaine",
          "García",
          "Hughes",
          "Ivanova",
          "Jansen",
          "Kowalski",
          "Lindgren",
          "Moreau",
          "Nakamura",
          "O'Neill",
          "Petrov",
          "Quist",
          "Rossi",
          "Sørensen",
          "Tanaka",
          "Ueda",
          "Varga",
          "Weiß");
  private static final List<String> INCOME =
      List.of("Salary", "Invoice paid", "Cash", "Refund", "Dividend", "Tips", "Sold a bicycle");
  private static final List<String> EXPENSES =
      List.of("Groceries", "Cash", "Train ticket", "Books", "Dinner", "Electricity", "Shoes");
  private static final List<String> TRANSFERS =
      List.of("Rent", "Birthday", "Thanks for lunch", "Concert tickets", "Piano lesson", "");

  private Words() {}

  static PersonName person(int number) {
    return new PersonName(
        FIRST_NAMES.get((number - 1) % FIRST_NAMES.size()),
        LAST_NAMES.get((number * 7 - 1) % LAST_NAMES.size()));
  }

  static String income(Random chance) {
    return any(INCOME, chance);
  }

  static String expense(Random chance) {
    return any(EXPENSES, chance);
  }

  static String transfer(Random chance) {
    return any(TRANSFERS, chance);
  }

  private static String any(List<String> words, Random chance) {
    return words.get(chance.nextInt(words.size()));
  }
}
