package io.llmrec.examples.shop;

import io.llmrec.prompt.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@code items.jsonl} from the hand-written files beside it. Run it after a change to one of
 * them.
 *
 * <pre>{@code
 * java ... io.llmrec.examples.shop.SampleShopWriter llmrec-examples/src/main/resources/io/llmrec/examples/shop
 * }</pre>
 *
 * <p>The same files give the same bytes on every machine and every JVM.
 */
public final class SampleShopWriter {

  /** The resource that holds the items. */
  static final String ITEMS = "items.jsonl";

  private static final long SEED = 20260630L;

  private SampleShopWriter() {}

  /** Writes into the folder given as the only argument. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          "one argument, the folder of the resources, was given " + args.length);
    }
    Path file = Path.of(args[0]).resolve(ITEMS);
    Files.writeString(file, itemsJsonl());
    System.out.println("wrote " + file);
  }

  /** The content of {@code items.jsonl}: a line of JSON per item, each ended by a line feed. */
  static String itemsJsonl() {
    StringBuilder lines = new StringBuilder();
    for (Listing listing : listings()) {
      lines.append(listing.toJson()).append('\n');
    }
    return lines.toString();
  }

  private static List<Listing> listings() {
    List<Leaf> leaves = Leaf.readAll();
    Map<Language, Seller> sellers = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      sellers.put(language, new Seller(language, leaves));
    }
    List<Listing> listings = new ArrayList<>();
    Set<String> titles = new HashSet<>();
    for (Product product : new ProductMaker(SEED).makeAll(leaves)) {
      listings.add(listUnderNewTitle(Lookup.in(sellers, product.language()), product, titles));
    }
    return listings;
  }

  /** Sellers never write the same title twice: draws until the title is new. */
  private static Listing listUnderNewTitle(Seller seller, Product product, Set<String> titles) {
    Dice dice = Dice.of(SEED, "title " + product.id());
    Listing listing = seller.list(product, dice);
    while (!titles.add(listing.item().title())) {
      listing = seller.list(product, dice);
    }
    return listing;
  }
}
