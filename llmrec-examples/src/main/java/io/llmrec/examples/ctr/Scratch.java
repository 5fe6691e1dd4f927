package io.llmrec.examples.ctr;
import io.llmrec.core.eval.*;
import io.llmrec.embed.lexical.*;
import io.llmrec.embed.staticvectors.StaticEncoder;
import io.llmrec.core.encode.*;
import java.nio.file.Path;
import java.util.*;
import java.util.function.Function;
import io.llmrec.examples.movielens.MovieLensFolder;
final class Scratch {
  static Ratings r; static CtrSplit s; static int[] te; static List<String> us; static boolean[] lab;
  static String ev(float[]... c){ double[] x=new double[te.length]; for(int i=0;i<x.length;i++) for(float[] z:c) x[i]+=z[te[i]];
    return String.format("%.4f/%.4f", ClassificationMetrics.auc(x,lab), GroupedAuc.of(us,x,lab).gauc()); }
  public static void main(String[] a){
    long t0=System.nanoTime();
    Path f=Path.of("/work/shared/data/ml1m_full");
    r=Ratings.read(f.resolve("ratings.csv.gz"));
    System.out.println(r.size()+" "+r.users().size()+" "+r.items().size()+" "+(System.nanoTime()-t0)/1e9);
    s=a[0].equals("warm")?CtrSplit.warm(r):a[0].equals("time")?CtrSplit.time(r):CtrSplit.coldItems(r,Integer.parseInt(a[0]));
    te=s.rows(CtrSplit.Part.valueOf(a[1])); lab=new boolean[te.length]; us=new ArrayList<>();
    for(int i=0;i<te.length;i++){lab[i]=r.liked(te[i]);us.add(r.users().get(r.user()[te[i]]));}
    Factors w=FoldedFactors.whole(r,s);
    FoldedFactors bi=FoldedFactors.byItem(r,s,w);
    System.out.println("factors "+(System.nanoTime()-t0)/1e9);
    FoldedFactors b=s.newItems()?bi:FoldedFactors.byRow(r,s,w);
    Columns c=BehaviourColumns.of(b);
    System.out.println("behaviour "+(System.nanoTime()-t0)/1e9);
    for(var e:c.byName().entrySet()) System.out.println(e.getKey()+" "+ev(e.getValue()));
    float[] ub=c.get("user_bias");
    System.out.println("recent "+ev(ub,c.get("recent3_quality"),c.get("recent10_residual")));
    FilmTexts T=new FilmTexts(new MovieLensFolder(f),r.items());
    Map<String,Function<List<String>,TextEncoder>> enc=new LinkedHashMap<>();
    enc.put("latent256",x->LatentEncoder.fit(x,256));
    if(a.length>3){enc.put("latent128",x->LatentEncoder.fit(x,128)); enc.put("latent512",x->LatentEncoder.fit(x,512));
    enc.put("lexical512",x->LexicalEncoder.fit(x.stream(),LexicalOptions.defaults().withDimension(512)));
    enc.put("model2vec",x->StaticEncoder.open(Path.of("/work/shared/models/model2vec-bge-base-vq128")));}
    for(String so:a[2].split(",")) for(var e:so.equals("genres")?Map.of("-",enc.get("latent256")).entrySet():enc.entrySet()){
      TextSpace sp=so.equals("genres")?T.space(so):T.space(so,e.getValue());
      System.out.print(so+" "+e.getKey()+" space "+(System.nanoTime()-t0)/1e9+" ");
      Columns tc=TextColumns.of(bi,sp); float[][] q=Arrays.stream(TextColumns.names(so)).map(tc::get).toArray(float[][]::new);
      System.out.println(ev(ub,q[0])+" "+ev(ub,q[0],q[1])+" +n "+ev(ub,q[0],q[1],q[2])+" +recent "+ev(ub,q[0],q[1],q[2],c.get("recent3_quality"))+" "+(System.nanoTime()-t0)/1e9);
    }
  }
}
