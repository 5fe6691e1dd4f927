package io.llmrec.embed.chattemplate;

import java.util.List;

/** Something that writes or sets. */
@FunctionalInterface
interface Statement {

  /** How a statement ends. */
  enum End {
    /** The next one follows. */
    NORMAL,
    /** The loop is left. */
    BREAK,
    /** The loop goes on with its next round. */
    CONTINUE
  }

  End run(Scope scope, Output output);

  /** Several, one after the other. */
  static Statement all(List<Statement> statements) {
    List<Statement> copy = List.copyOf(statements);
    return (scope, output) -> {
      for (Statement statement : copy) {
        End end = statement.run(scope, output);
        if (end != End.NORMAL) {
          return end;
        }
      }
      return End.NORMAL;
    };
  }

  /** A statement whose failures name a line. */
  static Statement inLine(int line, Statement statement) {
    return (scope, output) -> {
      try {
        scope.work().step();
        return statement.run(scope, output);
      } catch (TemplateFailure e) {
        throw TemplateException.at(line, e);
      }
    };
  }
}
