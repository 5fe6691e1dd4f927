package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.List;

/**
 * A loop over the elements of a value.
 *
 * @param names what an element is called; several for elements that are lists
 * @param elements what is gone through
 * @param condition which elements count
 * @param body of every round
 * @param otherwise where no element counts
 */
record Loop(
    List<String> names,
    Expression elements,
    Expression condition,
    Statement body,
    Statement otherwise)
    implements Statement {

  /** Steps that one round costs by itself. */
  private static final int ROUND = 8;

  @Override
  public End run(Scope scope, Output output) {
    List<Object> counting = new ArrayList<>();
    for (Object element : Values.elements(scope.work(), elements.evaluate(scope))) {
      scope.work().steps(ROUND);
      Scope round = scope.inner();
      assign(round, names, element);
      if (Values.truth(condition.evaluate(round))) {
        counting.add(element);
      }
    }
    for (int i = 0; i < counting.size(); i++) {
      Scope round = scope.inner();
      assign(round, names, counting.get(i));
      round.set("loop", new LoopState(counting, i));
      scope.work().steps(ROUND);
      if (body.run(round, output) == End.BREAK) {
        return End.NORMAL;
      }
    }
    return counting.isEmpty() ? otherwise.run(scope, output) : End.NORMAL;
  }

  /** Gives a name to a value, or names to its elements. */
  static void assign(Scope scope, List<String> names, Object value) {
    if (names.size() == 1) {
      scope.set(names.get(0), value);
      return;
    }
    List<Object> values = Values.elements(scope.work(), value);
    if (values.size() != names.size()) {
      throw new TemplateFailure("%d names for %d values".formatted(names.size(), values.size()));
    }
    for (int i = 0; i < values.size(); i++) {
      scope.set(names.get(i), values.get(i));
    }
  }
}
