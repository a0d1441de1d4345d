package some.where;
import java.util.List;
import java.nio.file.Files;
@Train
abstract class Unsupported<T> extends Base implements Runnable {
    interface Shape { }
    enum Color { RED }
    record Pair(int a, int b) { }
    int tries() { try { return 1; } finally { } }
    int throwing(int n) throws Exception { throw new IllegalStateException(); }
    void syncs() { synchronized (this) { } }
    void checks(int n) { assert n > 0; }
    void labels() { outer: for (;;) { break outer; } }
    void locals() { class Local { } }
    boolean kind(Object o) { return o instanceof String; }
    Function<Tensor, Tensor> reference() { return this::twice; }
    float half() { return 0.5f; }
    char letter() { return 'a'; }
    Object literal() { return String.class; }
    Object anonymous() { return new Object() { }; }
    List<?> wild() { return null; }
    native int outside();
    Tensor twice(Tensor t) { return t * 2; }
    class Inner { class Innermost { } }
    class Sub { Sub() { super(); } }
    volatile int v;
}
