package io.llmrec.prompt.chat.ground;

import java.util.Arrays;

/**
 * A trie over numbered words with the links of Aho and Corasick, in flat arrays: about 35 bytes a
 * node. Node 0 is the root. Not safe for use by several threads until it is linked, safe then.
 */
final class WordTrie {

  private static final int START = 1 << 10;
  private static final int NONE = -1;

  private int nodes = 1;
  private int[] depth = new int[START];
  private int[] end = filled(START);

  /** Where the longest proper suffix of a node's words leads that is in the trie. */
  private int[] suffix = new int[0];

  /** The node itself if a title ends there, else the next of its suffixes at which one does. */
  private int[] ending = new int[0];

  private long[] keys = new long[START * 2];
  private int[] targets = new int[START * 2];

  private static int[] filled(int length) {
    int[] values = new int[length];
    Arrays.fill(values, NONE);
    return values;
  }

  /** The node that a word leads to, made where it is missing. */
  int child(int node, int word) {
    int found = next(node, word);
    if (found > 0) {
      return found;
    }
    if (nodes == depth.length) {
      depth = Arrays.copyOf(depth, nodes * 2);
      end = Arrays.copyOf(end, nodes * 2);
      Arrays.fill(end, nodes, nodes * 2, NONE);
    }
    if (nodes * 2 > keys.length) {
      grow();
    }
    depth[nodes] = depth[node] + 1;
    put(key(node, word), nodes);
    return nodes++;
  }

  /** The node that a word leads to, or -1. */
  int next(int node, int word) {
    long key = key(node, word);
    for (int slot = slot(key); targets[slot] != 0; slot = (slot + 1) & (keys.length - 1)) {
      if (keys[slot] == key) {
        return targets[slot];
      }
    }
    return NONE;
  }

  /** The number of the title that ends at a node, or -1. */
  int end(int node) {
    return end[node];
  }

  void setEnd(int node, int number) {
    end[node] = number;
  }

  int depth(int node) {
    return depth[node];
  }

  /** Where a word leads from a node or from the longest of its suffixes that it leads on from. */
  int step(int node, int word) {
    int from = node;
    while (true) {
      int to = next(from, word);
      if (to > 0) {
        return to;
      }
      if (from == 0) {
        return 0;
      }
      from = suffix[from];
    }
  }

  /** The longest title that ends where a node ends, as its node; 0 when there is none. */
  int longestEnd(int node) {
    return ending[node];
  }

  /** The next shorter title that ends where one ends; 0 when there is none. */
  int shorterEnd(int node) {
    return ending[suffix[node]];
  }

  /** Sets the links, from the root outwards. */
  void link() {
    int[] parents = new int[nodes];
    int[] words = new int[nodes];
    for (int slot = 0; slot < keys.length; slot++) {
      if (targets[slot] != 0) {
        parents[targets[slot]] = (int) (keys[slot] >>> 32);
        words[targets[slot]] = (int) keys[slot];
      }
    }
    depth = Arrays.copyOf(depth, nodes);
    end = Arrays.copyOf(end, nodes);
    suffix = new int[nodes];
    ending = new int[nodes];
    for (int node : byDepth()) {
      int parent = parents[node];
      suffix[node] = parent == 0 ? 0 : step(suffix[parent], words[node]);
      ending[node] = end[node] >= 0 ? node : ending[suffix[node]];
    }
  }

  /** All nodes but the root, the nearest to it first. */
  private int[] byDepth() {
    int deepest = 0;
    for (int node = 0; node < nodes; node++) {
      deepest = Math.max(deepest, depth[node]);
    }
    int[] starts = new int[deepest + 2];
    for (int node = 1; node < nodes; node++) {
      starts[depth[node] + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] order = new int[nodes - 1];
    for (int node = 1; node < nodes; node++) {
      order[starts[depth[node]]++] = node;
    }
    return order;
  }

  private static long key(int node, int word) {
    return (long) node << 32 | word;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed ^ mixed >>> 32) & (keys.length - 1);
  }

  private void put(long key, int target) {
    int slot = slot(key);
    while (targets[slot] != 0) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
    targets[slot] = target;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldTargets = targets;
    keys = new long[oldKeys.length * 2];
    targets = new int[oldKeys.length * 2];
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldTargets[slot] != 0) {
        put(oldKeys[slot], oldTargets[slot]);
      }
    }
  }
}
