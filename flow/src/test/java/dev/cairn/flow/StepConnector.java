package dev.cairn.flow;

import dev.cairn.flow.internal.Connector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Counts every statement, every begin and every commit of the connections that write, and lets a
 * test do something just before and just after each of them.
 */
record StepConnector(Steps steps) implements Connector {

  /** What happens around a step. */
  interface Steps {
    void before(String step) throws SQLException;

    void after(String step) throws SQLException;
  }

  @Override
  public Connection writer(Path file) throws SQLException {
    return (Connection) watched(DRIVER.writer(file), Connection.class);
  }

  @Override
  public Connection reader(Path file) throws SQLException {
    return DRIVER.reader(file);
  }

  private Object watched(Object target, Class<?> type) {
    return Proxy.newProxyInstance(
        StepConnector.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          boolean step =
              method.getName().startsWith("execute") || method.getName().equals("setAutoCommit");
          if (step) {
            steps.before(method.getName());
          }
          Object result = invoke(target, method, arguments);
          if (step) {
            steps.after(method.getName());
          }
          return result instanceof PreparedStatement
              ? watched(result, PreparedStatement.class)
              : result instanceof Statement ? watched(result, Statement.class) : result;
        });
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }
}
