class Statics {
    static final int WIDE = 3.5; // ERROR 29: expected int, found double 3.5; convert it with (int)
    static final int LONG = 5L; // ERROR 29: expected int, found long 5; convert it with (int)
    static final boolean FLAG = 1; // ERROR 33: expected boolean, found int 1
    static final String TEXT = 3; // ERROR 32: expected String, found int 3
    static final int ZERO = 1 / 0; // ERROR 31: division by zero
    static final int REST = 1 % (2 - 2); // ERROR 31: division by zero
    static final int HUGE = 3000000000; // ERROR 29: the integer 3000000000 is too large; a long ends with L
    static final Dim B = dim(4, 2); // ERROR 26: a dimension can't be from 4 to 2
    static final Dim C = dim();
    int halfC = C / 2; // ERROR 19: C is not known to be a multiple of 2
    boolean known = C == 4; // ERROR 23: whether C == 4 is known only at run time
    int[] a = {1, 2.5, 3}; // ERROR 19: expected int, found double 2.5; convert it with (int)
    int[] b = new int[-1]; // ERROR 15: an array can't have -1 elements
    int c = a[3]; // ERROR 13: index 3 is outside this array of 3; expected 0 to 2
    int d = new int[] {1}[1]; // ERROR 13: index 1 is outside this array of 1; expected 0 to 0
    int e = List.of(1, 2).get(2); // ERROR 27: index 2 is outside this list of 2; expected 0 to 1
    int f = "abc".foo(); // ERROR 19: String has no method foo that takes ()
    int g = "abc".substring(4); // ERROR 19: there is no substring from 4 to 3 of 3 characters
    int h = true + 1; // ERROR 18: + is not defined for boolean true and int 1
    int i = Integer.parseInt("x"); // ERROR 21: Integer.parseInt: For input string: "x"
    int j = Math.sqrt("a"); // ERROR 18: Math.sqrt does not take (String "a")
    int k = Math.addExact(2147483647, 1); // ERROR 18: Math.addExact: integer overflow
    int l = (5).size(); // ERROR 17: f32[] has no method size
    int m = {1}; // ERROR 13: expected int, found the elements of an array
    int n = null; // ERROR 13: expected int, found null
    int[] o = new int[2000000]; // ERROR 15: 2000000 elements are too many; at most 1000000
    String p = "x".repeat(200000); // ERROR 20: a string of 1 characters can't be repeated 200000 times
    boolean q = 1 == "a"; // ERROR 19: == is not defined for int 1 and String "a"
    List<Integer> r = List.of(1);
    { r.add(2); } // ERROR 9: add on a list that can't be changed; start from new ArrayList<>()
    {
        int s = 1;
        int s = 2; // ERROR 13: variable s is already declared, at line 33
        final int t = 1;
        t = 2; // ERROR 11: final t has its value already
        int u;
        int v = u + 1; // ERROR 17: u has no value yet; it is declared at line 37
        WIDE2 = 3; // ERROR 9: there is no variable WIDE2; did you mean WIDE?
        ZERO++;
        Math.PI = 3; // ERROR 17: a constant of Math can't be assigned to; expected a variable, a field or an array element
        if (1) { } // ERROR 13: if needs a static boolean, found int 1
    }
    { while ("a") { } } // ERROR 14: while needs a static boolean, found String "a"
    { for (int i : 5) { } } // ERROR 20: for needs an array or a List, found int 5
    { switch (2.5) { default: } } // ERROR 15: switch needs a static int or String, found double 2.5
    int w = switch (3) { case 1 -> 1; }; // ERROR 13: no case of this switch holds; add a default
    int x() { if (false) return 1; }
    int y = x(); // ERROR 13: method x ends without a return
    void z() { return 1; } // ERROR 23: expected to return void, found int 1; in z, called from line 51
    { z(); }
    int aa = z2(); // ERROR 14: this call gives no value; expected int
    void z2() { }
    String bb() { return 1; } // ERROR 26: expected to return String, found int 1; in bb, called from line 55
    { bb(); }
    int cc = x(1, 2); // ERROR 14: x does not take (int 1, int 2); expected ()
}
