package io.llmrec.examples.shop;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How much is wanted on a day, and how busy the day is. */
final class Season {

  /** How many visits a Saturday or Sunday has for each visit of a weekday. */
  static final double WEEKEND = 1.3;

  /** How many visits a day of the mid-year sale has for each visit of a weekday. */
  static final double SALE = 1.8;

  private static final LocalDate SALE_FIRST = LocalDate.parse("2026-06-16");
  private static final LocalDate SALE_LAST = LocalDate.parse("2026-06-18");
  private static final double DAYS_OF_A_YEAR = 365.25;

  private Season() {}

  /**
   * The demand for a leaf on a day: its weight times 1 + swing * cos(days from the peak, a year
   * being a circle).
   */
  static double demand(Leaf.Demand demand, LocalDate day) {
    long days = ChronoUnit.DAYS.between(demand.peak().atYear(day.getYear()), day);
    double angle = 2 * StrictMath.PI * days / DAYS_OF_A_YEAR;
    return demand.weight() * (1 + demand.swing() * StrictMath.cos(angle));
  }

  /** How many visits a day has for each visit of an ordinary weekday. */
  static double activity(LocalDate day) {
    if (!day.isBefore(SALE_FIRST) && !day.isAfter(SALE_LAST)) {
      return SALE;
    }
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return weekend ? WEEKEND : 1;
  }
}
