package dev.cairn.model;

/** The aggregate reached a terminal state: no command is ever accepted again. */
public record Ended() implements Refusal {

  @Override
  public String message() {
    return "It has ended and takes no more commands.";
  }
}
