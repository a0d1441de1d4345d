@Train(optimizer = 3, learnRate = 1e-3, epochs = 0.5, batch = BATCH, data = true, target = "a" + HIDEN, valid = 1 / 0, batch = 3)
class Members {
    static final int BATCH = 8;
    static final Dim B = dim();
    int notADim = dim();
    @Input Tensor x = f32(B, 3);
    @Input Tensor fromParam = zeros(3);
    @Input int number = i32();
    @Input Tensor negative = f32(-1);
    @Input Tensor many = f32("a");
    @Param Tensor symbolic = zeros(B);
    @Param Tensor whole = zeros(3, I32);
    @Param Tensor fromInput = f32(3);
    @Param Tensor computed = x * 2;
    @Param Tensor never;
    @Param Tensor noStd = normal("a", 3);
    @Param Tensor random = heNormal(3, I32);
    @Param @State Tensor two = zeros(3);
    @Param static Tensor shared = zeros(3);
    @Param Tensor[] several;
    @Param(3) Tensor settings = zeros(3);
    @State Tensor s = zeros(3);
    Tensor plain = heNormal(3);
    Tensor declared = f32(3);
    @Loss Tensor loss = x;
    @Loss Tensor loss2 = sum(x);
    @Metric Tensor metric = sum(x, 0);
    @Output Tensor absent;
    @Output Tensor text = sum(x);
    @Train Tensor misplaced = x;
    { update(s, x); update(x, s); update(3, s); update(s, "a"); update(s); }
    { s = x; }
    @Input void method() { }
}
