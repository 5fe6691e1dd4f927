package io.llmrec.rank.twotower;

import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** See {@link TwoTowerModel#userEncoder}. */
record TowerUserEncoder(TwoTowerModel model, SeenItems items) implements UserEncoder {

  @Override
  public List<Optional<Embedding>> encode(List<UserContext> users) {
    List<UserContext> bare =
        users.stream()
            .map(user -> new UserContext(user.id(), user.attributes(), List.of()))
            .toList();
    List<List<float[]>> vectors = model.layout().vectors().ofUsers(bare);
    List<Optional<Embedding>> places = new ArrayList<>(users.size());
    for (int i = 0; i < users.size(); i++) {
      places.add(encode(users.get(i), vectors.get(i)));
    }
    return places;
  }

  private Optional<Embedding> encode(UserContext user, List<float[]> vectors) {
    TowerLayout layout = model.layout();
    UserInput input = layout.vocabulary().user(layout.inputs(), user, vectors);
    List<float[]> history = history(user, layout.options().history().length());
    boolean known =
        input.id() > 0
            || !history.isEmpty()
            || Arrays.stream(input.attributes()).anyMatch(row -> row > 0)
            || vectors.stream().anyMatch(TowerUserEncoder::hasNumbers);
    return known
        ? Optional.of(Embedding.of(model.towers().user(input, history)))
        : Optional.empty();
  }

  private static boolean hasNumbers(float[] vector) {
    for (float value : vector) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  private List<float[]> history(UserContext user, int most) {
    List<String> ids = new ArrayList<>();
    List<Interaction> events = user.history();
    for (int i = events.size() - 1; i >= 0 && ids.size() < most; i--) {
      if (events.get(i).value() > 0 && items.has(events.get(i).itemId())) {
        ids.add(0, events.get(i).itemId());
      }
    }
    return items.inputs(ids);
  }
}
