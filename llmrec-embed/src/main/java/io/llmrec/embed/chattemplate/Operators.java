package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Python's operators, as far as they have a place in templates. */
final class Operators {

  private Operators() {}

  static Object add(Work work, Object first, Object second) {
    if (first instanceof String a && second instanceof String b) {
      return joined(work, a, b);
    }
    if (first instanceof List<?> a && second instanceof List<?> b) {
      work.steps((long) a.size() + b.size());
      List<Object> all = new ArrayList<>(a);
      all.addAll(b);
      return all;
    }
    return arithmetic("+", first, second);
  }

  static String joined(Work work, String first, String second) {
    work.make((long) first.length() + second.length());
    return first + second;
  }

  static Object multiply(Work work, Object first, Object second) {
    if (first instanceof String text && second instanceof Long times) {
      return repeated(work, text, times);
    }
    if (first instanceof Long times && second instanceof String text) {
      return repeated(work, text, times);
    }
    return arithmetic("*", first, second);
  }

  private static String repeated(Work work, String text, long times) {
    long count = Math.max(0, times);
    work.make(text.isEmpty() ? 0 : count > Work.MAX_STRING ? count : text.length() * count);
    return text.isEmpty() ? "" : text.repeat((int) count);
  }

  static Object arithmetic(String operator, Object first, Object second) {
    Object a = Values.number(first);
    Object b = Values.number(second);
    if (a instanceof Long x && b instanceof Long y) {
      return wholes(operator, x, y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return reals(operator, x.doubleValue(), y.doubleValue());
    }
    if (first instanceof Undefined undefined) {
      throw undefined.failure();
    }
    throw new TemplateFailure(
        "'%s' of %s and %s means nothing"
            .formatted(operator, Values.kind(first), Values.kind(second)));
  }

  private static Object wholes(String operator, long a, long b) {
    try {
      return switch (operator) {
        case "+" -> Math.addExact(a, b);
        case "-" -> Math.subtractExact(a, b);
        case "*" -> Math.multiplyExact(a, b);
        case "//" -> Math.floorDiv(a, b);
        case "%" -> Math.floorMod(a, b);
        default -> whole(reals(operator, a, b), operator);
      };
    } catch (ArithmeticException e) {
      throw new TemplateFailure("%d %s %d: %s".formatted(a, operator, b, e.getMessage()));
    }
  }

  /** A power of whole numbers is one too, where it can be told exactly. */
  private static Object whole(double result, String operator) {
    boolean whole = operator.equals("**") && result == Math.rint(result);
    return whole && Math.abs(result) < 1L << 53 ? (Object) (long) result : (Object) result;
  }

  private static double reals(String operator, double a, double b) {
    if (b == 0 && List.of("/", "//", "%").contains(operator)) {
      throw new TemplateFailure("division by zero");
    }
    double result =
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          case "*" -> a * b;
          case "/" -> a / b;
          case "//" -> Math.floor(a / b);
          case "%" -> a - b * Math.floor(a / b);
          case "**" -> Math.pow(a, b);
          default -> throw new TemplateFailure("'%s' is no operator".formatted(operator));
        };
    if (!Double.isFinite(result)) {
      throw new TemplateFailure("%s %s %s is no finite number".formatted(a, operator, b));
    }
    return result;
  }

  static boolean compare(Work work, String operator, Object first, Object second) {
    return switch (operator) {
      case "==" -> Values.equal(work, first, second);
      case "!=" -> !Values.equal(work, first, second);
      case "in" -> contains(work, second, first);
      case "not in" -> !contains(work, second, first);
      default -> ordered(work, operator, order(work, first, second));
    };
  }

  private static boolean ordered(Work work, String operator, int order) {
    work.step();
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static int order(Work work, Object first, Object second) {
    Object a = Values.number(first);
    Object b = Values.number(second);
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return Double.compare(x.doubleValue(), y.doubleValue());
    }
    if (a instanceof String x && b instanceof String y) {
      work.make(Math.min(x.length(), y.length()));
      return x.compareTo(y);
    }
    throw new TemplateFailure(
        "%s and %s have no order".formatted(Values.kind(first), Values.kind(second)));
  }

  private static boolean contains(Work work, Object container, Object element) {
    if (container instanceof String text) {
      if (element instanceof String part) {
        work.search(text, part);
        return text.contains(part);
      }
      throw new TemplateFailure(Values.kind(element) + " cannot be in a string");
    }
    if (container instanceof Map<?, ?> map) {
      return element instanceof String && map.containsKey(element);
    }
    for (Object one : Values.elements(work, container)) {
      if (Values.equal(work, one, element)) {
        return true;
      }
    }
    return false;
  }
}
