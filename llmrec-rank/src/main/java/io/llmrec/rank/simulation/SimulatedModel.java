package io.llmrec.rank.simulation;

import io.llmrec.core.compute.Draws;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.llm.Usage;
import io.llmrec.prompt.TokenEstimate;
import io.llmrec.rank.choice.ChoiceModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A language model that understands the prompts of {@link io.llmrec.rank.llm.LlmReRanker} and
 * nothing else, with tastes and faults that are chosen: what a method recovers of a truth that is
 * known, without paying for a call.
 *
 * <p>It finds an item as good as utility = relevance + effect of its slot + popularity + noise (+
 * gullibility, where the text gives orders), and answers by that. An order lists the best first, a
 * pick names the best, a grade is that of the utility between the limits 1.5, 0.5, -0.5 and -1.5,
 * yes has the probability 1 / (1 + e^-utility). Then it drops, repeats and invents labels and wraps
 * them in prose, as often as it is told to.
 *
 * <p>Immutable and safe for use by several threads. The same prompt gets the same reply, in every
 * JVM; different prompts get independent noise.
 */
public final class SimulatedModel implements LanguageModel, ChoiceModel {

  private static final Pattern ORDERS =
      Pattern.compile(
          "ignore|disregard|forget|override|instruction|system|assistant|first|top|number 1"
              + "|position|always|must|only|best|answer|output|rank|label"
              + "|忽略|无视|忘记|指令|系统|助手|第一|最前|首位|必须|始终|只|最好|回答|输出|排|标签",
          Pattern.CASE_INSENSITIVE);

  private static final double[] GRADES = {1.5, 0.5, -0.5, -1.5};
  private static final int HEX_DIGITS = 16;

  private final ToDoubleFunction<String> relevance;
  private final DoubleUnaryOperator slotEffect;
  private final ToDoubleFunction<String> popularity;
  private final double noise;
  private final double gullibility;
  private final ReplyFaults faults;
  private final long seed;

  private SimulatedModel(Builder builder) {
    relevance = builder.relevance;
    slotEffect = builder.slotEffect;
    popularity = builder.popularity;
    noise = builder.noise;
    gullibility = builder.gullibility;
    faults = new ReplyFaults(builder.dropped, builder.repeated, builder.invented, builder.prose);
    seed = builder.seed;
  }

  /**
   * Begins with what is required: a model without faults.
   *
   * @param relevance of an item by its text as the prompt shows it, finite, best around mean 0 and
   *     deviation 1; safe for use by several threads
   */
  public static Builder builder(ToDoubleFunction<String> relevance) {
    return new Builder(relevance);
  }

  @Override
  public Reply complete(Prompt prompt) {
    SimulatedPrompt asked = SimulatedPrompt.of(prompt);
    Draws draws = draws(prompt);
    double[] utilities = utilities(asked, draws);
    String text =
        switch (asked.task()) {
          case ORDER -> faults.order(asked.labels(), order(utilities), draws);
          case PICK -> faults.one(asked.labels(), order(utilities).get(0), draws);
          case GRADE -> faults.one(asked.labels(), grade(utilities[0]), draws);
          case YES_NO -> utilities[0] >= 0 ? "yes" : "no";
        };
    return reply(prompt, text);
  }

  @Override
  public Choices choose(Prompt prompt, List<String> answers) {
    SimulatedPrompt asked = SimulatedPrompt.of(prompt);
    double[] utilities = utilities(asked, draws(prompt));
    List<Double> logs = new ArrayList<>();
    for (String answer : answers) {
      logs.add(
          asked.task() == SimulatedPrompt.Task.YES_NO
              ? logistic(answers.indexOf(answer) == 0 ? utilities[0] : -utilities[0])
              : share(utilities, asked.labels().indexOf(answer)));
    }
    return new Choices(logs, reply(prompt, "x"));
  }

  private static double logistic(double utility) {
    return -StrictMath.log(1 + StrictMath.exp(-utility));
  }

  /** The logarithm of the share that one utility has of all (softmax). */
  private static double share(double[] utilities, int index) {
    if (index < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (double utility : utilities) {
      sum += StrictMath.exp(utility - utilities[index]);
    }
    return -StrictMath.log(sum);
  }

  private Draws draws(Prompt prompt) {
    String start = prompt.hash().substring(0, HEX_DIGITS);
    return Draws.ofRound(seed, Long.parseUnsignedLong(start, HEX_DIGITS));
  }

  private static Reply reply(Prompt prompt, String text) {
    long in = TokenEstimate.of(prompt) - prompt.options().maxTokens();
    Usage usage = Usage.ofTokens(in, Math.max(1, TokenEstimate.of(text)));
    return new Reply(text, "simulated", Reply.Finish.STOP, usage);
  }

  private double[] utilities(SimulatedPrompt asked, Draws draws) {
    int count = asked.items().size();
    double[] utilities = new double[count];
    for (int slot = 0; slot < count; slot++) {
      String text = asked.items().get(slot);
      double at = count < 2 ? 0.5 : (double) slot / (count - 1);
      utilities[slot] =
          relevance.applyAsDouble(text)
              + (count < 2 ? 0 : slotEffect.applyAsDouble(at))
              + popularity.applyAsDouble(text)
              + noise * gaussian(draws)
              + (gullibility != 0 && ORDERS.matcher(text).find() ? gullibility : 0);
    }
    return utilities;
  }

  /** Box and Muller, 1958. */
  private static double gaussian(Draws draws) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - ReplyFaults.uniform(draws)));
    return radius * StrictMath.cos(2 * Math.PI * ReplyFaults.uniform(draws));
  }

  /** The best first, equals in the order shown. */
  private static List<Integer> order(double[] utilities) {
    return IntStream.range(0, utilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -utilities[i]))
        .toList();
  }

  private static int grade(double utility) {
    return (int) IntStream.range(0, GRADES.length).filter(i -> utility < GRADES[i]).count();
  }

  /** Collects the faults of a {@link SimulatedModel}. Not safe for use by several threads. */
  public static final class Builder {

    private final ToDoubleFunction<String> relevance;
    private DoubleUnaryOperator slotEffect = slot -> 0;
    private ToDoubleFunction<String> popularity = text -> 0;
    private double noise;
    private double gullibility;
    private double dropped;
    private double repeated;
    private double invented;
    private double prose;
    private long seed;

    private Builder(ToDoubleFunction<String> relevance) {
      this.relevance = relevance;
    }

    /**
     * Adds an effect of the slot in prompts that show several candidates; none by default.
     *
     * @param effect of a slot from 0 for the first to 1 for the last
     */
    public Builder slotEffect(DoubleUnaryOperator effect) {
      slotEffect = effect;
      return this;
    }

    /** Adds what the model makes of an item's popularity, by its text; nothing by default. */
    public Builder popularity(ToDoubleFunction<String> effect) {
      popularity = effect;
      return this;
    }

    /** The standard deviation of normal noise, drawn for every prompt anew; 0 by default. */
    public Builder noise(double deviation) {
      noise = atLeastZero("noise", deviation);
      return this;
    }

    /** What a text that gives orders gains, at least 0; 0 by default. */
    public Builder gullibility(double gain) {
      gullibility = atLeastZero("gullibility", gain);
      return this;
    }

    /** The share of labels that are left out, 0 to 1; 0 by default. */
    public Builder dropped(double share) {
      dropped = share("dropped", share);
      return this;
    }

    /** The share of labels before which an earlier one is repeated, 0 to 1; 0 by default. */
    public Builder repeated(double share) {
      repeated = share("repeated", share);
      return this;
    }

    /** The share of labels before which, or instead of which, one is made up; 0 by default. */
    public Builder invented(double share) {
      invented = share("invented", share);
      return this;
    }

    /** The share of replies that wrap the answer in prose, 0 to 1; 0 by default. */
    public Builder prose(double share) {
      prose = share("prose", share);
      return this;
    }

    /** Another seed gives other noise and other faults; 0 by default. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** The model. */
    public SimulatedModel build() {
      return new SimulatedModel(this);
    }

    private static double atLeastZero(String name, double value) {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(name + " must be at least 0, was " + value);
      }
      return value;
    }

    private static double share(String name, double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(name + " must be 0 to 1, was " + value);
      }
      return value;
    }
  }
}
