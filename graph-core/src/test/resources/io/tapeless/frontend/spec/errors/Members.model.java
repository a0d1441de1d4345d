@Train(optimizer = 3, learnRate = 1e-3, epochs = 0.5, batch = BATCH, data = true, target = "a" + HIDEN, valid = 1 / 0, batch = 3) // ERROR 8: train setting optimizer: expected a string, found 3 // ERROR 23: @Train has no setting learnRate; did you mean learningRate? // ERROR 41: train setting epochs: expected a positive integer, found 0.5 // ERROR 70: train setting data: expected a string, found true // ERROR 98: there is no variable HIDEN // ERROR 115: division by zero // ERROR 120: @Train sets batch twice
class Members {
    static final int BATCH = 8;
    static final Dim B = dim();
    int notADim = dim(); // ERROR 19: dim(…) declares a static final Dim of the model class
    @Input Tensor x = f32(B, 3);
    @Input Tensor fromParam = zeros(3); // ERROR 31: an @Input is declared by its type, found zeros(…); expected f32(…), f64(…), i32(…), i64(…) or bool(…)
    @Input int number = i32(); // ERROR 5: @Input stands before a Tensor, found int
    @Input Tensor negative = f32(-1); // ERROR 30: a shape can't have the extent -1
    @Input Tensor many = f32("a"); // ERROR 26: f32 takes a shape of int and Dim, found String "a"
    @Param Tensor symbolic = zeros(B); // ERROR 30: @Param symbolic is kept between runs, so its shape [B] can't be symbolic
    @Param Tensor whole = zeros(3, I32); // ERROR 27: @Param whole is trained, so it is of floats, found i32; expected F32 or F64
    @Param Tensor fromInput = f32(3); // ERROR 31: @Param fromInput starts with an initialiser, found f32(…); expected zeros(…), heNormal(…), constant(…) or another
    @Param Tensor computed = x * 2; // ERROR 32: @Param computed starts with an initialiser, found f32[B, 3]; expected zeros(…), heNormal(…), constant(…) or another
    @Param Tensor never; // ERROR 19: @Param never is never given its value
    @Param Tensor noStd = normal("a", 3); // ERROR 27: normal does not take (String "a", int 3); expected (double std, dims…)
    @Param Tensor random = heNormal(3, I32); // ERROR 28: heNormal gives floats, found I32; expected F32 or F64
    @Param @State Tensor two = zeros(3); // ERROR 12: a field is one of @Input, @Param and @State
    @Param static Tensor shared = zeros(3); // ERROR 5: @Param stands before a field that is not static
    @Param Tensor[] several; // ERROR 5: @Param stands before a Tensor, found Tensor[]
    @Param(3) Tensor settings = zeros(3); // ERROR 5: @Param takes no settings
    @State Tensor s = zeros(3);
    Tensor plain = heNormal(3); // ERROR 20: heNormal(…) starts a parameter or state; annotate plain with @Param or @State
    Tensor declared = f32(3); // ERROR 23: f32(…) declares an input; annotate declared with @Input
    @Loss Tensor loss = x; // ERROR 18: @Loss loss is a scalar, found f32[B, 3]; reduce it with mean or sum
    @Loss Tensor loss2 = sum(x); // ERROR 18: a model has one @Loss, loss2 is another; add the terms up, or mark it @Metric
    @Metric Tensor metric = sum(x, 0); // ERROR 20: @Metric metric is a scalar, found f32[3]; reduce it with mean or sum
    @Output Tensor absent; // ERROR 20: @Output absent is never given its value
    @Output Tensor text = sum(x);
    @Train Tensor misplaced = x; // ERROR 5: @Train stands before the model class
    { update(s, x); update(x, s); update(3, s); update(s, "a"); update(s); } // ERROR 7: update: state s has type f32[3], the new value f32[B, 3] // ERROR 21: update takes a @State, found f32[B, 3] // ERROR 35: update takes a @State, found int 3 // ERROR 49: update takes a tensor as the new value, found String "a" // ERROR 65: update does not take (f32[3]); expected (Tensor state, Tensor value)
    { s = x; } // ERROR 9: @State s has its value already; use another variable for what is computed from it
    @Input void method() { } // ERROR 5: @Input stands before a field
}
