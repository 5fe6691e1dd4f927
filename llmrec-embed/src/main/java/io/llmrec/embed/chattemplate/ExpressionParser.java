package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads expressions, from the loosest operator to the tightest. */
final class ExpressionParser {

  /** Longer expressions are refused: each operation may be a call within a call. */
  private static final int MAX_OPERATIONS = 400;

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> FACTORS = Set.of("*", "/", "//", "%");

  private final TokenStream tokens;
  private final OperandParser operands;
  private int operations;

  ExpressionParser(TokenStream tokens, Set<String> macros) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, macros, this);
  }

  /** An expression of a statement; without brackets, several are a list. */
  Expression whole() {
    operations = 0;
    return list();
  }

  /** What a loop goes through: a condition behind it belongs to the loop. */
  Expression loopElements() {
    operations = 0;
    return either();
  }

  /** The value of a parameter that is not given. */
  Expression parameter() {
    operations = 0;
    return expression();
  }

  /** One value, or several with commas between as a list. */
  Expression list() {
    Expression first = expression();
    if (!tokens.isSign(",")) {
      return first;
    }
    List<Expression> all = new ArrayList<>(List.of(first));
    while (tokens.takeSign(",") && !atListEnd()) {
      all.add(expression());
    }
    return ofList(all);
  }

  private boolean atListEnd() {
    Token.Kind kind = tokens.peek().kind();
    return tokens.isSign(")") || kind == Token.Kind.BLOCK_END || kind == Token.Kind.PRINT_END;
  }

  static Expression ofList(List<Expression> elements) {
    List<Expression> copy = List.copyOf(elements);
    return scope -> {
      scope.work().steps(1 + copy.size());
      List<Object> values = new ArrayList<>();
      copy.forEach(element -> values.add(element.evaluate(scope)));
      return values;
    };
  }

  static Expression ofMap(Map<String, Expression> elements) {
    Map<String, Expression> copy = new LinkedHashMap<>(elements);
    return scope -> {
      scope.work().steps(1 + copy.size());
      Map<String, Object> values = new LinkedHashMap<>();
      copy.forEach((name, element) -> values.put(name, element.evaluate(scope)));
      return values;
    };
  }

  /** One value. */
  Expression expression() {
    tokens.enter();
    Expression value = conditional();
    tokens.leave();
    return value;
  }

  private Expression conditional() {
    Expression value = either();
    while (tokens.takeName("if")) {
      Expression then = value;
      Expression condition = either();
      Expression otherwise =
          tokens.takeName("else") ? expression() : scope -> new Undefined("else");
      value =
          counted(
              scope ->
                  Values.truth(condition.evaluate(scope))
                      ? then.evaluate(scope)
                      : otherwise.evaluate(scope));
    }
    return value;
  }

  /** An expression one operation larger. */
  Expression counted(Expression expression) {
    if (++operations > MAX_OPERATIONS) {
      throw tokens.error("an expression of more than %d operations".formatted(MAX_OPERATIONS));
    }
    return scope -> {
      scope.work().step();
      return expression.evaluate(scope);
    };
  }

  private Expression either() {
    Expression value = both();
    while (tokens.takeName("or")) {
      Expression first = value;
      Expression second = both();
      value =
          counted(
              scope -> {
                Object left = first.evaluate(scope);
                return Values.truth(left) ? left : second.evaluate(scope);
              });
    }
    return value;
  }

  private Expression both() {
    Expression value = negation();
    while (tokens.takeName("and")) {
      Expression first = value;
      Expression second = negation();
      value =
          counted(
              scope -> {
                Object left = first.evaluate(scope);
                return Values.truth(left) ? second.evaluate(scope) : left;
              });
    }
    return value;
  }

  private Expression negation() {
    if (tokens.takeName("not")) {
      tokens.enter();
      Expression value = negation();
      tokens.leave();
      return counted(scope -> !Values.truth(value.evaluate(scope)));
    }
    return comparison();
  }

  /** Python's chains: {@code a < b < c} is {@code a < b and b < c}. */
  private Expression comparison() {
    Expression first = sum();
    List<String> operators = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    for (String operator = operator(); !operator.isEmpty(); operator = operator()) {
      operators.add(operator);
      others.add(sum());
    }
    return operators.isEmpty() ? first : counted(compared(first, operators, others));
  }

  private String operator() {
    if (tokens.peek().kind() == Token.Kind.SIGN && COMPARISONS.contains(tokens.peek().text())) {
      return tokens.next().text();
    }
    if (tokens.takeName("in")) {
      return "in";
    }
    if (tokens.isName("not") && tokens.peekSecond().isName("in")) {
      tokens.next();
      tokens.next();
      return "not in";
    }
    return "";
  }

  private static Expression compared(
      Expression first, List<String> operators, List<Expression> others) {
    return scope -> {
      Object left = first.evaluate(scope);
      for (int i = 0; i < operators.size(); i++) {
        Object right = others.get(i).evaluate(scope);
        if (!Operators.compare(scope.work(), operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    };
  }

  private Expression sum() {
    Expression value = concatenation();
    while (tokens.isSign("+") || tokens.isSign("-")) {
      boolean plus = tokens.next().isSign("+");
      Expression first = value;
      Expression second = concatenation();
      value =
          counted(
              scope -> {
                Object a = first.evaluate(scope);
                Object b = second.evaluate(scope);
                return plus ? Operators.add(scope.work(), a, b) : Operators.arithmetic("-", a, b);
              });
    }
    return value;
  }

  private Expression concatenation() {
    Expression value = product();
    while (tokens.takeSign("~")) {
      Expression first = value;
      Expression second = product();
      value =
          counted(
              scope -> {
                Work work = scope.work();
                String a = ValueWriter.text(work, first.evaluate(scope));
                return Operators.joined(work, a, ValueWriter.text(work, second.evaluate(scope)));
              });
    }
    return value;
  }

  private Expression product() {
    Expression value = power();
    while (tokens.peek().kind() == Token.Kind.SIGN && FACTORS.contains(tokens.peek().text())) {
      String operator = tokens.next().text();
      Expression first = value;
      Expression second = power();
      value =
          counted(
              scope -> {
                Object a = first.evaluate(scope);
                Object b = second.evaluate(scope);
                return operator.equals("*")
                    ? Operators.multiply(scope.work(), a, b)
                    : Operators.arithmetic(operator, a, b);
              });
    }
    return value;
  }

  private Expression power() {
    Expression value = operands.signed();
    while (tokens.takeSign("**")) {
      Expression first = value;
      Expression second = operands.signed();
      value =
          counted(
              scope -> Operators.arithmetic("**", first.evaluate(scope), second.evaluate(scope)));
    }
    return value;
  }
}
