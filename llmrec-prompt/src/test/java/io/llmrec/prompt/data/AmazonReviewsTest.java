package io.llmrec.prompt.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.data.BadRows;
import io.llmrec.core.data.ReadOptions;
import io.llmrec.core.user.Interaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmazonReviewsTest {

  @TempDir Path folder;

  @Test
  void readsReviews() {
    Path file =
        TestFiles.write(
            folder,
            """
            {"reviewerID": "A1", "asin": "B7", "helpful": [0, 1], "reviewText": "made up", \
            "overall": 4.0, "unixReviewTime": 1399248000, "reviewTime": "05 5, 2014"}
            """);

    assertEquals(
        List.of(new Interaction("A1", "B7", "rating", 4, Instant.parse("2014-05-05T00:00:00Z"))),
        AmazonReviews.reviews(file, ReadOptions.utf8()).toList());
  }

  @Test
  void readsProductsOfBothYearsAndCountsThoseWithoutTitle() {
    Path file =
        TestFiles.write(
            folder,
            """
            {"asin": "B1", "title": "Cup", "price": 4.5, "brand": "Acme", \
            "categories": [["Home", "Kitchen"], ["Gifts"]]}
            {"asin": "B2", "title": "Pot", "price": "$9.99", "category": ["Home", "Garden"]}
            {"asin": "B3", "title": "Pan", "categories": ["Home"]}
            {"asin": "B4", "categories": [["Home"]]}
            {'asin': 'B5', 'title': 'Python'}
            """);
    BadRows bad = BadRows.collect(9);

    List<Item> products =
        AmazonReviews.products(file, ReadOptions.utf8().withBadRows(bad)).toList();

    assertEquals(
        List.of(
            Item.of("B1", "Cup")
                .withCategories("Home", "Kitchen")
                .withAttribute("brand", "Acme")
                .withAttribute("price", "4.5"),
            Item.of("B2", "Pot").withCategories("Home", "Garden").withAttribute("price", "$9.99"),
            Item.of("B3", "Pan").withCategories("Home")),
        products);
    assertEquals(2, bad.count());
    assertEquals("title", bad.kept().get(0).column());
  }
}
