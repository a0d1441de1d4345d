class Layers {
    @Input Tensor x = f32(4);
    Dense none = new Dense();
    Dense text = new Dense("a", 2);
    Dense fine = new Dense(4, 2);
    Tensor unheld = new Dense(4, 2).apply(x);
    Tensor notApplied = fine.apply(3, x);
    Dense other = new Other();
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
        @Param Tensor never;
        Twice() { w = zeros(2); w = ones(2); }
    }
    class Other { }
    class Unused { Tensor t = x; }
    class Half {
        @Param Tensor w;
        Half(int n) { if (1 / n > 0) { w = zeros(2); } }
    }
    class Misplaced {
        @Input Tensor i = f32(3);
        @Output Tensor o;
    }
}
