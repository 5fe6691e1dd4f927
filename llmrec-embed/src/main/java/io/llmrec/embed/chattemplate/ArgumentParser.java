package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the arguments of a call. */
final class ArgumentParser {

  private final List<Expression> positional;
  private final Map<String, Expression> named;

  private ArgumentParser(List<Expression> positional, Map<String, Expression> named) {
    this.positional = List.copyOf(positional);
    this.named = named;
  }

  static ArgumentParser none() {
    return new ArgumentParser(List.of(), Map.of());
  }

  static ArgumentParser of(Expression argument) {
    return new ArgumentParser(List.of(argument), Map.of());
  }

  /** Reads {@code (a, b, name=c)}. */
  static ArgumentParser read(TokenStream tokens, ExpressionParser expressions) {
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    tokens.requireSign("(");
    while (!tokens.takeSign(")")) {
      if (tokens.peek().kind() == Token.Kind.NAME && tokens.peekSecond().isSign("=")) {
        String name = tokens.requireName();
        tokens.requireSign("=");
        named.put(name, expressions.expression());
      } else {
        positional.add(expressions.expression());
      }
      if (!tokens.isSign(")")) {
        tokens.requireSign(",");
      }
    }
    return new ArgumentParser(positional, named);
  }

  Arguments evaluate(Scope scope) {
    List<Object> values = new ArrayList<>();
    positional.forEach(argument -> values.add(argument.evaluate(scope)));
    Map<String, Object> byName = new LinkedHashMap<>();
    named.forEach((name, argument) -> byName.put(name, argument.evaluate(scope)));
    return new Arguments(scope.work(), values, byName);
  }
}
