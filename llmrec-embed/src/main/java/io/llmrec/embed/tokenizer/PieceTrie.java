package io.llmrec.embed.tokenizer;

import java.util.Arrays;

/**
 * Pieces by their UTF-16 characters. The edges of all nodes lie in one hash table with open
 * addressing, so that building is linear in the characters whatever they are.
 *
 * <p>Filled by one thread, then read by many.
 */
final class PieceTrie {

  /** The node of the empty text. */
  static final int ROOT = 0;

  /** What {@link #id} gives where no piece ends, and {@link #find} for what is no piece. */
  static final int NONE = -1;

  private static final int MAX_NODES = 1 << 23;

  /** Far beyond what a table that is half empty needs, unless its keys were chosen to collide. */
  private static final int MAX_PROBES = 1024;

  private long[] edges = new long[1 << 10];
  private int[] children = new int[1 << 10];
  private int[] ids = {NONE};
  private int nodes = 1;
  private final int maxNodes;
  private final int maxProbes;

  PieceTrie() {
    this(MAX_NODES, MAX_PROBES);
  }

  /** With its limits. */
  PieceTrie(int maxNodes, int maxProbes) {
    this.maxNodes = maxNodes;
    this.maxProbes = maxProbes;
  }

  /** Adds a piece; of equal pieces the last one counts. */
  void add(String piece, int id) throws UnknownPartException {
    int node = ROOT;
    for (int i = 0; i < piece.length(); i++) {
      int child = child(node, piece.charAt(i));
      node = child == 0 ? grow(node, piece.charAt(i)) : child;
    }
    ids[node] = id;
  }

  private int grow(int node, char c) throws UnknownPartException {
    UnknownPartException.require(nodes < maxNodes, "more pieces than a trie holds");
    if (nodes * 2 > edges.length) {
      enlarge();
    }
    if (nodes == ids.length) {
      ids = Arrays.copyOf(ids, nodes * 2);
    }
    ids[nodes] = NONE;
    put(key(node, c), nodes);
    return nodes++;
  }

  private void enlarge() throws UnknownPartException {
    long[] oldEdges = edges;
    int[] oldChildren = children;
    edges = new long[oldEdges.length * 2];
    children = new int[edges.length];
    for (int i = 0; i < oldEdges.length; i++) {
      if (oldEdges[i] != 0) {
        put(oldEdges[i], oldChildren[i]);
      }
    }
  }

  private void put(long key, int child) throws UnknownPartException {
    int slot = slot(key);
    for (int probes = 0; edges[slot] != 0; probes++) {
      UnknownPartException.require(probes < maxProbes, "pieces that collide");
      slot = (slot + 1) & (edges.length - 1);
    }
    edges[slot] = key;
    children[slot] = child;
  }

  /** Never 0. */
  private static long key(int node, char c) {
    return ((long) node << 16 | c) + 1;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) ((mixed ^ mixed >>> 32) & (edges.length - 1));
  }

  /** The node one character further, or 0 when there is none. */
  int child(int node, char c) {
    long key = key(node, c);
    for (int slot = slot(key); ; slot = (slot + 1) & (edges.length - 1)) {
      if (edges[slot] == key) {
        return children[slot];
      }
      if (edges[slot] == 0) {
        return 0;
      }
    }
  }

  /** The id of the piece that ends at a node, or {@link #NONE}. */
  int id(int node) {
    return ids[node];
  }

  /** The node of a text, or -1 when no piece begins with it. */
  int node(String text, int start, int end) {
    int node = ROOT;
    for (int i = start; i < end; i++) {
      node = child(node, text.charAt(i));
      if (node == 0) {
        return -1;
      }
    }
    return node;
  }

  /** The id of a text that is a piece, or {@link #NONE}. */
  int find(String text, int start, int end) {
    int node = node(text, start, end);
    return node < 0 ? NONE : ids[node];
  }
}
