package io.llmrec.examples.spark;

import io.llmrec.core.catalog.Item;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Items as rows. Media are left out. */
public final class ItemRows {

  /** The columns: id, title, categories from the broadest to the leaf, attributes. */
  public static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType, false)
          .add("title", DataTypes.StringType, false)
          .add("categories", DataTypes.createArrayType(DataTypes.StringType, false), false)
          .add(
              "attributes",
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false),
              false);

  private ItemRows() {}

  /** An item as a row of {@link #SCHEMA}. */
  public static Row of(Item item) {
    return RowFactory.create(
        item.id(),
        item.title(),
        item.categories().toArray(String[]::new),
        CollectionConverters.asScala(item.attributes()));
  }

  /** The item of a row that has the columns of {@link #SCHEMA}, in its order. */
  static Item item(Row row) {
    List<String> categories = row.getList(2);
    Map<String, String> attributes = row.getJavaMap(3);
    return new Item(id(row), row.getString(1), categories, attributes, List.of());
  }

  static String id(Row row) {
    return row.getString(0);
  }

  /** The columns of {@link #SCHEMA}, in its order, out of what may have more. */
  static Dataset<Row> columns(Dataset<Row> items) {
    return items.select("id", "title", "categories", "attributes");
  }
}
