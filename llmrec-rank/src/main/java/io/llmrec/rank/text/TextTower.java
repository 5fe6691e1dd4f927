package io.llmrec.rank.text;

import io.llmrec.embed.torchscript.Value;
import io.llmrec.rank.train.Batch;
import io.llmrec.rank.train.EmbeddingTable;
import io.llmrec.rank.train.NetworkScript;
import io.llmrec.rank.train.Weights;
import java.util.List;

/** The part of a network that reads the texts of rows. For one training at a time. */
public interface TextTower {

  /** How many numbers it gives for a text. */
  int width();

  /** Its weights; always the same object, whose arrays are trained in place. */
  Weights weights();

  /** Its tables; always the same objects. */
  List<EmbeddingTable> tables();

  /** Adds what the texts of a batch are to its inputs. */
  void fill(Batch batch, List<RowText> texts);

  /** Writes it: texts to numbers, of shape [batch, {@link #width}]. */
  Value write(NetworkScript script);
}
