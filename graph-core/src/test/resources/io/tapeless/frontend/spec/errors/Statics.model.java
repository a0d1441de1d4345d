class Statics {
    static final int WIDE = 3.5;
    static final int LONG = 5L;
    static final boolean FLAG = 1;
    static final String TEXT = 3;
    static final int ZERO = 1 / 0;
    static final int REST = 1 % (2 - 2);
    static final int HUGE = 3000000000;
    static final Dim B = dim(4, 2);
    static final Dim C = dim();
    int halfC = C / 2;
    boolean known = C == 4;
    int[] a = {1, 2.5, 3};
    int[] b = new int[-1];
    int c = a[3];
    int d = new int[] {1}[1];
    int e = List.of(1, 2).get(2);
    int f = "abc".foo();
    int g = "abc".substring(4);
    int h = true + 1;
    int i = Integer.parseInt("x");
    int j = Math.sqrt("a");
    int k = Math.addExact(2147483647, 1);
    int l = (5).size();
    int m = {1};
    int n = null;
    int[] o = new int[2000000];
    String p = "x".repeat(200000);
    boolean q = 1 == "a";
    List<Integer> r = List.of(1);
    { r.add(2); }
    {
        int s = 1;
        int s = 2;
        final int t = 1;
        t = 2;
        int u;
        int v = u + 1;
        WIDE2 = 3;
        ZERO++;
        Math.PI = 3;
        if (1) { }
    }
    { while ("a") { } }
    { for (int i : 5) { } }
    { switch (2.5) { default: } }
    int w = switch (3) { case 1 -> 1; };
    int x() { if (false) return 1; }
    int y = x();
    void z() { return 1; }
    { z(); }
    int aa = z2();
    void z2() { }
    String bb() { return 1; }
    { bb(); }
    int cc = x(1, 2);
}
