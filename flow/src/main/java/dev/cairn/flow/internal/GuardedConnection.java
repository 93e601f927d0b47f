package dev.cairn.flow.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection as a projection or a query sees it: everything works but what would end the
 * transaction that rows and checkpoint share.
 */
final class GuardedConnection {

  private static final Set<String> REFUSED =
      Set.of("commit", "close", "abort", "setAutoCommit", "setReadOnly", "setTransactionIsolation");

  private GuardedConnection() {}

  static Connection guard(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              // Rolling back to a savepoint of one's own harms nobody.
              boolean rollback = method.getName().equals("rollback") && arguments == null;
              if (rollback || REFUSED.contains(method.getName())) {
                throw new SQLException(
                    "%s() is not for the code of a view: its transaction belongs to who runs it"
                        .formatted(method.getName()));
              }
              return invoke(connection, method, arguments);
            });
  }

  private static @Nullable Object invoke(
      Connection connection, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNullElse(e.getCause(), e);
    }
  }
}
