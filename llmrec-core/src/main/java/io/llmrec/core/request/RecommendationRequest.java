package io.llmrec.core.request;

import io.llmrec.core.user.UserContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What a host asks for.
 *
 * <p>Immutable. Made by {@link #forUser}.
 */
public final class RecommendationRequest {

  /** The most items that one request may ask for. */
  public static final int MAX_LIMIT = 10_000;

  private final String id;
  private final UserContext user;
  private final int limit;
  private final Map<String, String> situation;
  private final Eligibility eligibility;
  private final Budget budget;
  private final Instant time;

  private RecommendationRequest(Builder builder) {
    id = builder.id;
    user = builder.user;
    limit = builder.limit;
    situation = Collections.unmodifiableMap(new LinkedHashMap<>(builder.situation));
    eligibility =
        builder.seen ? builder.eligibility : Eligibility.unseen().and(builder.eligibility);
    budget = builder.budget;
    time = builder.time;
  }

  /**
   * Starts a request for a user: 10 items not seen before, everything admitted, no limit of cost.
   */
  public static Builder forUser(UserContext user) {
    return new Builder(user);
  }

  /**
   * Names the request in traces, and seeds all that is random in it; random unless the host set it.
   */
  public String id() {
    return id;
  }

  /** Who asks. */
  public UserContext user() {
    return user;
  }

  /** How many items are wanted, at least 1. */
  public int limit() {
    return limit;
  }

  /**
   * Where and when the list will be shown, in the host's own words, for example {@code page=cart}.
   */
  public Map<String, String> situation() {
    return situation;
  }

  /** What may be shown. */
  public Eligibility eligibility() {
    return eligibility;
  }

  /** What the answer may cost. */
  public Budget budget() {
    return budget;
  }

  /** The moment the request is made for: recency is counted from here. */
  public Instant time() {
    return time;
  }

  /** Collects the parts of a request. Not safe for use by several threads. */
  public static final class Builder {

    private final UserContext user;
    private String id = UUID.randomUUID().toString();
    private int limit = 10;
    private final Map<String, String> situation = new LinkedHashMap<>();
    private Eligibility eligibility = Eligibility.everything();
    private boolean seen;
    private Budget budget = Budget.unlimited();
    private Instant time = Instant.now();

    private Builder(UserContext user) {
      this.user = user;
    }

    /**
     * Names the request; with the same name and the same input the answer is the same. Random by
     * default.
     */
    public Builder id(String name) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("id of a request must not be blank");
      }
      id = name;
      return this;
    }

    /** How many items are wanted, 1 to {@value #MAX_LIMIT}; 10 by default. */
    public Builder limit(int count) {
      if (count < 1 || count > MAX_LIMIT) {
        throw new IllegalArgumentException(
            "limit must be 1 to %d, was %d".formatted(MAX_LIMIT, count));
      }
      limit = count;
      return this;
    }

    /** Adds something about where the list will be shown. */
    public Builder situation(String name, String value) {
      situation.put(name, value);
      return this;
    }

    /** Narrows what may be shown; several calls narrow further. Everything unseen by default. */
    public Builder eligible(Eligibility narrower) {
      eligibility = eligibility.and(narrower);
      return this;
    }

    /** Allows items that the user's history names; they are left out by default. */
    public Builder allowSeen() {
      seen = true;
      return this;
    }

    /** Limits what the answer may cost; no limit by default. */
    public Builder within(Budget limits) {
      budget = limits;
      return this;
    }

    /** Limits the time to the answer; no limit by default. */
    public Builder within(Duration time) {
      return within(budget.withTime(time));
    }

    /** The moment the request is made for; now by default. */
    public Builder at(Instant moment) {
      time = moment;
      return this;
    }

    /** The request. */
    public RecommendationRequest build() {
      return new RecommendationRequest(this);
    }
  }
}
