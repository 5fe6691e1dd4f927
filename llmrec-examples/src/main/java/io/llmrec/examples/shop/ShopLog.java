package io.llmrec.examples.shop;

import io.llmrec.core.user.Interaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What the simulated customers did.
 *
 * @param customers all of them, also those who did nothing, by id
 * @param interactions views, cart additions and purchases, oldest first
 * @param pages the pages on which the views happened, oldest first
 */
public record ShopLog(
    List<Customer> customers, List<Interaction> interactions, List<PageView> pages) {

  /** Takes copies of the lists. */
  public ShopLog {
    customers = List.copyOf(customers);
    interactions = List.copyOf(interactions);
    pages = List.copyOf(pages);
  }

  /**
   * SHA-256 in hexadecimal of the interactions, one a line: user, item, kind, value and time,
   * tab-separated.
   */
  public String checksum() {
    MessageDigest digest = sha256();
    for (Interaction event : interactions) {
      String who = event.userId() + '\t' + event.itemId() + '\t';
      String what = event.kind() + '\t' + event.value() + '\t' + event.time() + '\n';
      digest.update((who + what).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
