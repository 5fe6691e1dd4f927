package io.llmrec.prompt.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.plan.Plan;
import io.llmrec.prompt.chat.plan.Plan.Act;
import io.llmrec.prompt.chat.plan.Plan.ToolCall;
import io.llmrec.prompt.chat.plan.PlanException;
import io.llmrec.prompt.chat.plan.PlanReader;
import io.llmrec.prompt.chat.tool.ToolRun;
import io.llmrec.prompt.chat.tool.ToolRun.Outcome;
import io.llmrec.prompt.chat.tool.Toolbox;
import io.llmrec.prompt.chat.tool.Workbench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Has the model plan and does what it planned. What cannot be done goes back to the model, so often
 * as the options allow; without any plan the message is searched for, and the recommender sorts.
 */
final class Planning {

  private static final Set<String> SORTING =
      Set.of("recommend", "rank", "popularity", "search", "similar");
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Parts parts;
  private final Workbench bench;
  private final Toolbox tools;
  private final Calls calls;
  private final Trail trail;

  Planning(Parts parts, Workbench bench, Toolbox tools, Calls calls, Trail trail) {
    this.parts = parts;
    this.bench = bench;
    this.tools = tools;
    this.calls = calls;
    this.trail = trail;
  }

  /** What kind of answer it is to be, after all that was planned is done. */
  Plan run(Language language, String message) {
    Plan last = null;
    List<ToolRun> observations = new ArrayList<>();
    for (int round = 0; round < parts.options().maxRounds(); round++) {
      Plan plan;
      try {
        plan = ask(language, message, observations);
      } catch (PlanException e) {
        observations.add(error("plan", String.valueOf(e.getMessage())));
        continue;
      } catch (RuntimeException e) {
        trail.degrade("plan", e);
        break;
      }
      last = plan;
      if (!apply(plan, observations)) {
        break;
      }
    }
    if (last == null) {
      last = withoutModel(message);
    }
    sort(last);
    return last;
  }

  private Plan ask(Language language, String message, List<ToolRun> observations) {
    String reply =
        calls
            .ask(
                "plan",
                parts.planner(),
                parts.prompts().plan(bench, language, message, observations))
            .text();
    try {
      return PlanReader.read(reply);
    } catch (PlanException e) {
      trail.found("plan", String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Does what a plan says; whether something could not be done. */
  private boolean apply(Plan plan, List<ToolRun> observations) {
    boolean failed = false;
    for (String problem : WishBook.write(bench, plan)) {
      observations.add(error("wishes", problem));
      trail.found("wish", problem);
      failed = true;
    }
    for (ToolCall call : plan.tools()) {
      if (trail.tools().size() >= parts.options().maxTools()) {
        trail.degrade("tools: at most %d are run".formatted(parts.options().maxTools()));
        return false;
      }
      if (calls.timeLeft().isZero()) {
        trail.degrade("tools: no time is left of " + parts.options().time());
        return false;
      }
      ToolRun run = run(call);
      observations.add(run);
      failed |= run.outcome() != Outcome.OK;
    }
    return failed;
  }

  private ToolRun run(ToolCall call) {
    ToolRun run = tools.run(bench, call);
    trail.ran(run);
    if (run.outcome() == Outcome.FAILED) {
      trail.degrade("tools: " + run.observation());
    }
    return run;
  }

  private ToolRun error(String tool, String problem) {
    return new ToolRun(tool, "{}", Outcome.ERROR, problem, bench.count(), bench.count(), AT_ONCE);
  }

  /** The message is searched for as it is. */
  private Plan withoutModel(String message) {
    if (trail.tools().isEmpty()) {
      trail.degrade("plan: none, the message was searched for");
    }
    run(new ToolCall("search", JsonNodeFactory.instance.objectNode().put("text", message)));
    return new Plan(Act.RECOMMEND, List.of(), List.of(), List.of(), List.of(), "");
  }

  /** A recommendation that nobody sorted is sorted by the recommender. */
  private void sort(Plan plan) {
    boolean sorted =
        trail.tools().stream()
            .anyMatch(run -> run.outcome() == Outcome.OK && SORTING.contains(run.tool()));
    if (plan.act() == Act.RECOMMEND && !sorted && bench.count() > 0) {
      trail.ran(tools.run(bench, new ToolCall("recommend", JsonNodeFactory.instance.objectNode())));
    }
  }
}
