package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what stands between operators: names, literals, calls, parts, filters and tests. */
final class OperandParser {

  private static final Set<String> NO_ARGUMENT =
      Set.of("else", "and", "or", "if", "in", "not", "is");

  private final TokenStream tokens;
  private final Set<String> macros;
  private final ExpressionParser expressions;

  OperandParser(TokenStream tokens, Set<String> macros, ExpressionParser expressions) {
    this.tokens = tokens;
    this.macros = macros;
    this.expressions = expressions;
  }

  /** An operand with its sign, parts, filters and tests. */
  Expression signed() {
    return filtered(unary());
  }

  private Expression unary() {
    if (!tokens.isSign("-") && !tokens.isSign("+")) {
      return operand();
    }
    boolean minus = tokens.next().isSign("-");
    tokens.enter();
    Expression value = unary();
    tokens.leave();
    return expressions.counted(
        scope -> Operators.arithmetic("*", value.evaluate(scope), minus ? -1L : 1L));
  }

  private Expression operand() {
    Token token = tokens.peek();
    Expression value =
        switch (token.kind()) {
          case NAME -> name();
          case TEXT -> string();
          case WHOLE -> constant(Long.parseLong(tokens.next().text()));
          case REAL -> constant(Double.parseDouble(tokens.next().text()));
          case SIGN -> bracketed();
          default -> throw tokens.unexpected("a value");
        };
    return parts(value);
  }

  private static Expression constant(Object value) {
    return scope -> value;
  }

  private Expression string() {
    StringBuilder text = new StringBuilder();
    while (tokens.peek().kind() == Token.Kind.TEXT) {
      text.append(tokens.next().text());
    }
    return constant(text.toString());
  }

  private Expression name() {
    String name = tokens.next().text();
    return switch (name) {
      case "true", "True" -> constant(true);
      case "false", "False" -> constant(false);
      case "none", "None" -> constant(Values.NONE);
      case "and", "or", "if", "else", "in", "is", "not" ->
          throw tokens.error("a value is needed, found '%s'".formatted(name));
      default -> tokens.isSign("(") ? call(name) : scope -> scope.get(name);
    };
  }

  private Expression bracketed() {
    if (tokens.takeSign("(")) {
      Expression value =
          tokens.isSign(")") ? ExpressionParser.ofList(List.of()) : expressions.list();
      tokens.requireSign(")");
      return value;
    }
    if (tokens.takeSign("[")) {
      return ExpressionParser.ofList(elements("]"));
    }
    if (tokens.takeSign("{")) {
      return map();
    }
    throw tokens.unexpected("a value");
  }

  private List<Expression> elements(String close) {
    List<Expression> elements = new ArrayList<>();
    while (!tokens.takeSign(close)) {
      elements.add(expressions.expression());
      if (!tokens.isSign(close)) {
        tokens.requireSign(",");
      }
    }
    return elements;
  }

  private Expression map() {
    Map<String, Expression> elements = new LinkedHashMap<>();
    while (!tokens.takeSign("}")) {
      String name = tokens.require(Token.Kind.TEXT, "a string");
      tokens.requireSign(":");
      elements.put(name, expressions.expression());
      if (!tokens.isSign("}")) {
        tokens.requireSign(",");
      }
    }
    return ExpressionParser.ofMap(elements);
  }

  private Expression call(String name) {
    ArgumentParser arguments = arguments();
    Function<Arguments, Object> function = Functions.ALL.get(name);
    if (function != null) {
      return expressions.counted(scope -> function.apply(arguments.evaluate(scope)));
    }
    if (!macros.contains(name) && !name.equals(Functions.CLOCK)) {
      Set<String> known = new TreeSet<>(Functions.ALL.keySet());
      known.addAll(macros);
      throw tokens.error(
          "the function '%s' is not supported, supported are %s".formatted(name, known));
    }
    return expressions.counted(
        scope -> {
          Object called = scope.get(name);
          if (called instanceof Macro macro) {
            return macro.call(arguments.evaluate(scope));
          }
          throw new TemplateFailure("'%s' is undefined here".formatted(name));
        });
  }

  private ArgumentParser arguments() {
    return ArgumentParser.read(tokens, expressions);
  }

  private Expression parts(Expression operand) {
    Expression value = operand;
    while (true) {
      Expression whole = value;
      if (tokens.takeSign(".")) {
        value = expressions.counted(attribute(whole));
      } else if (tokens.takeSign("[")) {
        value = expressions.counted(indexed(whole));
      } else if (tokens.isSign("(")) {
        throw tokens.error("calling a value is not supported");
      } else {
        return value;
      }
    }
  }

  private Expression attribute(Expression whole) {
    if (tokens.peek().kind() == Token.Kind.WHOLE) {
      Long index = Long.parseLong(tokens.next().text());
      return scope -> Access.item(whole.evaluate(scope), index);
    }
    String name = tokens.requireName();
    return tokens.isSign("(")
        ? method(whole, name)
        : scope -> Access.item(whole.evaluate(scope), name);
  }

  private Expression method(Expression whole, String name) {
    if (!TextMethods.ALL.containsKey(name) && !MapMethods.ALL.containsKey(name)) {
      Set<String> known = new TreeSet<>(TextMethods.ALL.keySet());
      known.addAll(MapMethods.ALL.keySet());
      throw tokens.error(
          "the method '%s' is not supported, supported are %s".formatted(name, known));
    }
    ArgumentParser arguments = arguments();
    return scope -> {
      Object subject = whole.evaluate(scope);
      Builtin method = method(subject, name);
      if (method == null) {
        throw subject instanceof Undefined undefined
            ? undefined.failure()
            : new TemplateFailure("%s has no method '%s'".formatted(Values.kind(subject), name));
      }
      return method.call(subject, arguments.evaluate(scope));
    };
  }

  private static @Nullable Builtin method(Object subject, String name) {
    return subject instanceof String
        ? TextMethods.ALL.get(name)
        : subject instanceof Map ? MapMethods.ALL.get(name) : null;
  }

  /** {@code [index]} or {@code [start:stop:step]}, each part of which may be left out. */
  private Expression indexed(Expression whole) {
    List<Expression> bounds = new ArrayList<>();
    bounds.add(bound());
    while (tokens.takeSign(":") && bounds.size() < 3) {
      bounds.add(bound());
    }
    tokens.requireSign("]");
    Expression start = bounds.get(0);
    if (bounds.size() == 1) {
      return scope -> Access.item(whole.evaluate(scope), start.evaluate(scope));
    }
    Expression stop = bounds.get(1);
    Expression step = bounds.size() == 3 ? bounds.get(2) : constant(Values.NONE);
    return scope ->
        Access.slice(
            scope.work(),
            whole.evaluate(scope),
            start.evaluate(scope),
            stop.evaluate(scope),
            step.evaluate(scope));
  }

  private Expression bound() {
    return tokens.isSign(":") || tokens.isSign("]")
        ? constant(Values.NONE)
        : expressions.expression();
  }

  private Expression filtered(Expression operand) {
    Expression value = operand;
    while (true) {
      Expression subject = value;
      if (tokens.takeSign("|")) {
        value = expressions.counted(filter(subject));
      } else if (tokens.takeName("is")) {
        value = expressions.counted(test(subject));
      } else {
        return value;
      }
    }
  }

  private Expression filter(Expression subject) {
    String name = tokens.requireName();
    Builtin filter = Filters.ALL.get(name);
    if (filter == null) {
      throw tokens.error(
          "the filter '%s' is not supported, supported are %s"
              .formatted(name, Filters.ALL.keySet()));
    }
    ArgumentParser arguments = tokens.isSign("(") ? arguments() : ArgumentParser.none();
    return scope -> filter.call(subject.evaluate(scope), arguments.evaluate(scope));
  }

  private Expression test(Expression subject) {
    boolean negated = tokens.takeName("not");
    String name = tokens.requireName();
    Builtin test = Tests.ALL.get(name);
    if (test == null) {
      throw tokens.error(
          "the test '%s' is not supported, supported are %s".formatted(name, Tests.ALL.keySet()));
    }
    ArgumentParser arguments = testArguments();
    return scope ->
        Values.truth(test.call(subject.evaluate(scope), arguments.evaluate(scope))) != negated;
  }

  private ArgumentParser testArguments() {
    Token token = tokens.peek();
    boolean value =
        switch (token.kind()) {
          case NAME -> !NO_ARGUMENT.contains(token.text());
          case TEXT, WHOLE, REAL -> true;
          case SIGN -> token.isSign("[");
          default -> false;
        };
    if (tokens.isSign("(")) {
      return arguments();
    }
    return value ? ArgumentParser.of(operand()) : ArgumentParser.none();
  }
}
