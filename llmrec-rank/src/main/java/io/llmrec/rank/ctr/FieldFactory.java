package io.llmrec.rank.ctr;

import io.llmrec.rank.feature.CategoryFeature;
import io.llmrec.rank.feature.Feature;
import io.llmrec.rank.feature.FeatureEncoder;
import io.llmrec.rank.feature.FeatureSchema;
import io.llmrec.rank.feature.HistoryFeature;
import io.llmrec.rank.feature.NumberFeature;
import io.llmrec.rank.feature.RowLayout;
import io.llmrec.rank.feature.Scaling;
import io.llmrec.rank.feature.Side;
import io.llmrec.rank.feature.VectorFeature;
import io.llmrec.rank.network.HybridExperts;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.Initializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes fields of a schema's features, and the tables they look into. */
final class FieldFactory {

  private static final double DEVIATION = 0.05;

  private final FeatureEncoder encoder;
  private final FeatureSchema schema;
  private final RowLayout layout;
  private final CtrOptions options;
  private final int width;
  private final Map<String, EmbeddingTable> tables = new LinkedHashMap<>();
  private @Nullable HybridExperts adaptor;

  FieldFactory(FeatureEncoder encoder, CtrOptions options) {
    this.encoder = encoder;
    this.schema = encoder.schema();
    this.layout = schema.layout();
    this.options = options;
    // DeepFM keeps a field's weight of first order in its row.
    this.width = options.width() + (options.backbone() == Backbone.DEEP_FM ? 1 : 0);
  }

  int width() {
    return width;
  }

  List<EmbeddingTable> tables() {
    return List.copyOf(tables.values());
  }

  @Nullable HybridExperts adaptor() {
    return adaptor;
  }

  private EmbeddingTable table(String name, int rows) {
    return tables.computeIfAbsent(
        name,
        key -> new EmbeddingTable(key, rows, width, Initializer.normal(DEVIATION), options.seed()));
  }

  private EmbeddingTable table(String vocabulary) {
    return table(vocabulary, schema.vocabulary(vocabulary).rows());
  }

  /** The fields that every model has. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (Feature feature : schema.features()) {
      if (!(feature instanceof VectorFeature)) {
        fields.add(field(feature));
      }
    }
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("a model needs a feature that is no vector");
    }
    return fields;
  }

  private Field field(Feature feature) {
    int at = layout.start(feature);
    if (feature instanceof CategoryFeature category) {
      EmbeddingTable table = table(category.rule().name());
      return category.most() == 1
          ? new CategoryField(category.name(), category.side(), table, at, category.unseenShare())
          : new CategoriesField(category.name(), category.side(), table, new RowList(at, 1));
    }
    if (feature instanceof NumberFeature number) {
      return number.scaling() == Scaling.BUCKETS
          ? new CategoryField(
              number.name(),
              number.side(),
              table("buckets." + number.name(), schema.buckets(number) + 1),
              at,
              0)
          : new NumberField(number.name(), number.side(), width, at);
    }
    HistoryFeature history = (HistoryFeature) feature;
    List<EmbeddingTable> own = history.fields().stream().map(this::table).toList();
    EventRows events = new EventRows(history, own, new RowList(at, own.size()));
    return options.backbone() == Backbone.DIN
        ? new SeenHistoryField(events, candidate())
        : new HistoryField(events);
  }

  /** What the adaptor makes of vectors; none without an adaptor. */
  List<Field> knowledge() {
    List<VectorFeature> vectors =
        schema.features().stream()
            .filter(VectorFeature.class::isInstance)
            .map(VectorFeature.class::cast)
            .toList();
    if (options.adaptor().isEmpty() || vectors.isEmpty()) {
      return List.of();
    }
    List<VectorFeature> single = vectors.stream().filter(one -> one.most() == 1).toList();
    adaptor = single.isEmpty() ? null : adaptor(single, options.adaptor().get());
    return vectors.stream().map(this::knowledge).toList();
  }

  private Field knowledge(VectorFeature feature) {
    KnowledgeRows rows = new KnowledgeRows(feature.name(), encoder.vectors(feature));
    EmbeddingTable frozen = rows.frozen();
    tables.put(frozen.name(), frozen);
    int at = layout.start(feature);
    if (feature.most() == 1 && adaptor != null) {
      return new KnowledgeField(feature, rows, frozen, adaptor, at);
    }
    return new PartsField(feature, rows, frozen, candidate(), new RowList(at, 1));
  }

  private HybridExperts adaptor(List<VectorFeature> vectors, Adaptor wanted) {
    int dimension = vectors.get(0).dimension();
    for (VectorFeature vector : vectors) {
      if (vector.dimension() != dimension) {
        throw new IllegalArgumentException(
            "vectors that share an adaptor must be of one dimension: '%s' has %d, '%s' has %d"
                .formatted(vectors.get(0).name(), dimension, vector.name(), vector.dimension()));
      }
    }
    return new HybridExperts(
        "adaptor",
        vectors.stream().map(VectorFeature::name).toList(),
        dimension + 1,
        wanted.hidden(),
        options.width(),
        wanted.experts());
  }

  /** The category that says which item the candidate is. */
  private CategoryField candidate() {
    CategoryFeature target =
        options
            .target()
            .map(this::named)
            .orElseGet(
                () ->
                    schema.features().stream()
                        .filter(one -> one instanceof CategoryFeature && one.side() == Side.ITEM)
                        .map(CategoryFeature.class::cast)
                        .filter(one -> one.most() == 1)
                        .findFirst()
                        .orElseThrow(FieldFactory::noTarget));
    return (CategoryField) field(target);
  }

  private CategoryFeature named(String name) {
    if (schema.feature(name) instanceof CategoryFeature category
        && category.most() == 1
        && category.side() == Side.ITEM) {
      return category;
    }
    throw new IllegalArgumentException(
        "target must be a feature that is one category of an item, was '%s'".formatted(name));
  }

  private static IllegalArgumentException noTarget() {
    return new IllegalArgumentException(
        "what a candidate attends with needs a feature that is one category of an item");
  }
}
