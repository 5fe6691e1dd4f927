package io.llmrec.core;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.ItemEncoderTrainer;
import io.llmrec.core.enrich.Enrichment;
import io.llmrec.core.enrich.EnrichmentStore;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.fingerprint.Fingerprint;
import io.llmrec.core.index.PreparedCatalog;
import io.llmrec.core.index.VectorCache;
import io.llmrec.core.index.VectorIndex;
import io.llmrec.core.index.VectorTable;
import io.llmrec.core.index.VectorTableWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The offline half of a pipeline, on one workspace. Used once. */
final class Preparation {

  private final Pipeline.Offline recipe;
  private final Workspace workspace;
  private final Progress progress;

  private Preparation(Pipeline.Offline recipe, Workspace workspace, Progress progress) {
    this.recipe = recipe;
    this.workspace = workspace;
    this.progress = progress;
  }

  static Preparation of(Pipeline.Offline recipe, Path folder, Progress progress) {
    return new Preparation(recipe, new Workspace(folder), progress);
  }

  /** The enriched and indexed catalog, and what was written about its items. */
  record Prepared(PreparedCatalog catalog, Map<String, Map<String, Enrichment>> enrichments) {}

  Prepared run(boolean anew) {
    List<Item> items = checked(recipe.catalog());
    try {
      Workspace.Lock lock = workspace.lock();
      try (lock) {
        return prepare(items, anew);
      }
    } catch (UncheckedIOException e) {
      throw new StageException("prepare", String.valueOf(e.getMessage()), e);
    }
  }

  private Prepared prepare(List<Item> items, boolean anew) {
    Vectors vectors = vectors(anew);
    try (EnrichmentStore store = EnrichmentStore.open(workspace.enrichments())) {
      EnrichRun enrich = new EnrichRun(recipe.enrich(), store, progress);
      List<Item> enriched = enrich.apply(items);
      Catalog catalog = recipe.enrich().isEmpty() ? recipe.catalog() : Catalog.of(enriched);
      PreparedCatalog prepared =
          vectors == null
              ? PreparedCatalog.withoutVectors(catalog)
              : encoded(catalog, enriched, vectors);
      return new Prepared(prepared, enrich.enrichments());
    }
  }

  /** A host's own catalog may break the rules that {@link Catalog#of} enforces. */
  private static List<Item> checked(Catalog catalog) {
    List<Item> items = catalog.stream().toList();
    if (items.isEmpty()) {
      throw new StageException("prepare", "the catalog is empty, it needs at least 1 item");
    }
    Set<String> ids = new HashSet<>(items.size() * 2);
    for (Item item : items) {
      if (!ids.add(item.id())) {
        throw new StageException(
            "prepare", "the catalog has two items with the id '" + item.id() + "'");
      }
    }
    return items;
  }

  /** Whose vectors are wanted, which are there, and whether those are to be made anew. */
  private record Vectors(EncoderIdentity encoder, @Nullable Manifest there, boolean anew) {}

  /**
   * Null where nothing is to be encoded. Asked before enrichment, so that a wrong encoder is
   * refused before any text is paid for.
   */
  private @Nullable Vectors vectors(boolean anew) {
    EncoderIdentity encoder = identity();
    if (encoder == null) {
      return null;
    }
    if (anew) {
      return new Vectors(encoder, null, true);
    }
    Manifest there = Manifest.read(workspace.manifest());
    if (there == null) {
      return new Vectors(encoder, null, false);
    }
    requireSame(there.encoder(), encoder);
    return new Vectors(there.encoder(), there, false);
  }

  private PreparedCatalog encoded(Catalog catalog, List<Item> items, Vectors vectors) {
    Fingerprint hash = new Fingerprint();
    items.forEach(item -> hash.add(ItemHash.of(item)));
    String catalogHash = hash.hex();
    Manifest there = vectors.there();
    if (there != null && there.catalog().equals(catalogHash)) {
      return index(catalog, workspace.generation(there.generation()));
    }
    Manifest next = new Manifest(workspace.nextGeneration(), catalogHash, vectors.encoder());
    encode(catalog, items, next, vectors.anew() ? new VectorCache() : earlier(next));
    Path generation = workspace.generation(next.generation());
    PreparedCatalog prepared = index(catalog, generation);
    next.write(workspace.manifest());
    workspace.deleteAllBut(generation);
    return prepared;
  }

  private @Nullable EncoderIdentity identity() {
    ItemEncoderTrainer trainer = recipe.trainer();
    if (trainer != null) {
      return new EncoderIdentity("fitted by " + Identity.of(trainer), "");
    }
    ItemEncoder encoder = recipe.encoder();
    return encoder == null ? null : EncoderIdentity.of(encoder);
  }

  private void requireSame(EncoderIdentity there, EncoderIdentity here) {
    if (!there.same(here)) {
      throw new StageException(
          "prepare",
          "workspace %s holds vectors of another encoder: it was '%s', now it is '%s'; give another folder, or rebuild"
              .formatted(workspace.folder(), there.name(), here.name()));
    }
  }

  /** Writes the vectors of the next generation beside the present one. */
  private void encode(Catalog catalog, List<Item> items, Manifest next, VectorCache cache) {
    Path partial = partial(next);
    DurableFiles.deleteFolder(partial);
    try (VectorTableWriter table = new VectorTableWriter(partial)) {
      encodeRun(catalog, next, cache).write(items, table);
      table.finish();
    }
    Path generation = workspace.generation(next.generation());
    DurableFiles.deleteFolder(generation);
    DurableFiles.moveIntoPlace(partial, generation);
  }

  private Path partial(Manifest next) {
    return DurableFiles.sibling(workspace.generation(next.generation()));
  }

  /** The vectors of the present generation and of runs that were killed. */
  private VectorCache earlier(Manifest next) {
    VectorCache cache = new VectorCache();
    workspace.salvage(partial(next)).forEach(cache::add);
    return cache;
  }

  private EncodeRun encodeRun(Catalog catalog, Manifest next, VectorCache cache) {
    ItemEncoderTrainer trainer = recipe.trainer();
    if (trainer != null) {
      String name = next.encoder().name() + " on " + next.catalog();
      return new EncodeRun(fit(trainer, catalog), name, cache, progress);
    }
    ItemEncoder encoder = recipe.encoder();
    if (encoder == null) {
      throw new IllegalStateException("a pipeline without an encoder has nothing to encode");
    }
    return new EncodeRun(encoder, next.encoder().name(), cache, progress);
  }

  private static ItemEncoder fit(ItemEncoderTrainer trainer, Catalog catalog) {
    try {
      return trainer.fit(catalog);
    } catch (RuntimeException e) {
      throw new StageException("encode", "the encoder cannot be fitted: " + e.getMessage(), e);
    }
  }

  private PreparedCatalog index(Catalog catalog, Path generation) {
    VectorTable table = table(generation);
    StepProgress counter = new StepProgress("index", table.size(), progress);
    try {
      Path folder = generation.resolve("index");
      Workspace.createFolder(folder);
      VectorIndex index = recipe.indexer().index(table, folder);
      counter.made(table.size());
      return new PreparedCatalog(catalog, table, index);
    } catch (StageException e) {
      table.close();
      throw e;
    } catch (RuntimeException e) {
      table.close();
      throw new StageException("index", generation + ": " + e.getMessage(), e);
    }
  }

  private static VectorTable table(Path generation) {
    try {
      return VectorTable.open(generation);
    } catch (IllegalStateException e) {
      throw new StageException(
          "prepare", e.getMessage() + "; rebuild makes it anew, enrichments are kept", e);
    }
  }
}
