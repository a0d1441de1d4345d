package some.where;
import java.util.List;
import java.nio.file.Files; // ERROR 1: a spec can't use java.nio.file.Files; its functions and types are known without an import
@Train
abstract class Unsupported<T> extends Base implements Runnable { // ERROR 1: abstract declarations are not part of the spec language // ERROR 16: extends clauses are not part of the spec language // ERROR 28: type parameters are not part of the spec language
    interface Shape { } // ERROR 15: interfaces are not part of the spec language
    enum Color { RED } // ERROR 10: enums are not part of the spec language
    record Pair(int a, int b) { } // ERROR 12: records are not part of the spec language
    int tries() { try { return 1; } finally { } } // ERROR 19: try statements are not part of the spec language
    int throwing(int n) throws Exception { throw new IllegalStateException(); } // ERROR 9: throws clauses are not part of the spec language // ERROR 44: throw statements are not part of the spec language
    void syncs() { synchronized (this) { } } // ERROR 20: synchronized statements are not part of the spec language
    void checks(int n) { assert n > 0; } // ERROR 26: assert statements are not part of the spec language
    void labels() { outer: for (;;) { break outer; } } // ERROR 21: labels are not part of the spec language
    void locals() { class Local { } } // ERROR 21: local classes are not part of the spec language
    boolean kind(Object o) { return o instanceof String; } // ERROR 37: instanceof expressions are not part of the spec language
    Function<Tensor, Tensor> reference() { return this::twice; } // ERROR 51: method references are not part of the spec language
    float half() { return 0.5f; } // ERROR 5: float values are not part of the spec language
    char letter() { return 'a'; } // ERROR 5: char values are not part of the spec language // ERROR 28: char values are not part of the spec language
    Object literal() { return String.class; } // ERROR 31: class literals are not part of the spec language
    Object anonymous() { return new Object() { }; } // ERROR 33: anonymous classes are not part of the spec language
    List<?> wild() { return null; } // ERROR 10: wildcard types are not part of the spec language
    native int outside(); // ERROR 5: native declarations are not part of the spec language
    Tensor twice(Tensor t) { return t * 2; }
    class Inner { class Innermost { } } // ERROR 25: a layer's class can't hold the class Innermost; move it into the model class
    class Sub { Sub() { super(); } } // ERROR 25: super calls are not part of the spec language
    volatile int v; // ERROR 5: volatile declarations are not part of the spec language
}
