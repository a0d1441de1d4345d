class Layers {
    @Input Tensor x = f32(4);
    Dense none = new Dense(); // ERROR 18: new Dense does not take (); expected (int in, int out)
    Dense text = new Dense("a", 2); // ERROR 18: new Dense does not take (String "a", int 2); expected (int in, int out)
    Dense fine = new Dense(4, 2);
    Tensor unheld = new Dense(4, 2).apply(x); // ERROR 21: this Dense has parameters or states, but no field holds it; keep it in a field, array or List of the model, which gives it a name
    Tensor notApplied = fine.apply(3, x); // ERROR 30: apply does not take (int 3, f32[4]); expected (Tensor t)
    Dense other = new Other(); // ERROR 19: expected Dense, found Other
    Tensor fromBroken = none.apply(x) + relu(text.w);
    Twice twice = new Twice();
    Tensor inside = new Unused().t;
    Half half = new Half(0);
    Tensor fromHalf = half.w * 2;

    class Dense {
        @Param Tensor w, b;
        Dense(int in, int out) {
            w = heNormal(in, out);
            b = zeros(out);
        }
        Tensor apply(Tensor t) { return matmul(t, w) + b; }
    }
    class Twice {
        @Param Tensor w;
        @Param Tensor never; // ERROR 23: @Param never is never given its value
        Twice() { w = zeros(2); w = ones(2); } // ERROR 35: @Param w has its value already; use another variable for what is computed from it; in new Twice, called from line 10
    }
    class Other { }
    class Unused { Tensor t = x; }
    class Half {
        @Param Tensor w;
        Half(int n) { if (1 / n > 0) { w = zeros(2); } } // ERROR 29: division by zero; in new Half, called from line 12
    }
    class Misplaced {
        @Input Tensor i = f32(3); // ERROR 9: @Input stands before a field of the model class; a layer has @Param and @State
        @Output Tensor o; // ERROR 9: @Output stands before a field of the model class; a layer has @Param and @State
    }
}
