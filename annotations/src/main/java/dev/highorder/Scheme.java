package dev.highorder;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The numerical methods by which a sub-net can be stacked: explicit Runge-Kutta schemes, each drawn
 * as a {@link Tableau}, and the other families of the paper's Table 1, which have no tableau.
 *
 * <p>A Runge-Kutta scheme with stages {@code k_i = F_i(x + sum_j a_ij k_j)} returns {@code y = x +
 * sum_i b_i k_i}. Every tableau claims an order, and a test proves that claim exactly.
 *
 * <p>An order is a statement about one field F that every stage evaluates. Where each stage has
 * weights of its own, as in the networks of the paper, the tableau is a rule of wiring and scaling.
 */
public enum Scheme {

  /**
   * Forward Euler: {@code y = x + F(x)}, the residual block. Order 1, one stage. Other names:
   * ResNet. Source: Euler 1768; equation (2) of the paper.
   */
  @Tableau(
      title = "forward Euler",
      order = 1,
      source = "Euler 1768; equation (2) of the paper",
      value =
          """
          0 |
            | 1
          """)
  EULER,

  /**
   * Explicit midpoint: {@code y = x + F(x + k1/2)}. Order 2, two stages. Other names: modified
   * Euler. Not {@link #HEUN2}, which averages two slopes. Source: Runge 1895; equations (8)-(9) of
   * the paper.
   */
  @Tableau(
      title = "explicit midpoint",
      order = 2,
      source = "Runge 1895; equations (8)-(9) of the paper",
      value =
          """
            0 |
          1/2 | 1/2
              |   0  1
          """)
  MIDPOINT,

  /**
   * Heun's second-order scheme: {@code k2 = F(x + k1), y = x + (k1 + k2)/2}. Order 2, two stages.
   * Other names: improved Euler, explicit trapezoid, SSPRK2. Not {@link #HEUN3}; not {@link
   * #RALSTON2}, which some call Heun. Source: Heun 1900.
   */
  @Tableau(
      title = "Heun second-order",
      order = 2,
      source = "Heun 1900",
      value =
          """
          0 |
          1 |   1
            | 1/2  1/2
          """)
  HEUN2,

  /**
   * Ralston's second-order scheme: the two-stage scheme with the smallest error bound. Order 2, two
   * stages. Other names: the RK2 of the paper's authors. Not {@link #MIDPOINT}, which others call
   * RK2. Source: Ralston 1962.
   */
  @Tableau(
      title = "Ralston second-order",
      order = 2,
      source = "Ralston 1962",
      value =
          """
            0 |
          2/3 | 2/3
              | 1/4  3/4
          """)
  RALSTON2,

  /**
   * Heun's third-order scheme: {@code y = x + k1/4 + 3/4 k3}. Order 3, three stages. Not {@link
   * #HEUN2}. Source: Heun 1900.
   */
  @Tableau(
      title = "Heun third-order",
      order = 3,
      source = "Heun 1900",
      value =
          """
            0 |
          1/3 | 1/3
          2/3 |   0  2/3
              | 1/4    0  3/4
          """)
  HEUN3,

  /**
   * Kutta's third-order scheme, with Simpson's weights 1/6, 2/3, 1/6. Order 3, three stages. Other
   * names: the classical third-order scheme, RK3. Not {@link #SSPRK3}, which others call RK3.
   * Source: Kutta 1901.
   */
  @Tableau(
      title = "Kutta third-order",
      order = 3,
      source = "Kutta 1901",
      value =
          """
            0 |
          1/2 | 1/2
            1 |  -1    2
              | 1/6  2/3  1/6
          """)
  KUTTA3,

  /**
   * Strong-stability-preserving Runge-Kutta of order 3: convex combinations of Euler steps. Order
   * 3, three stages. Other names: Shu-Osher 3, TVD RK3. Not {@link #KUTTA3}. Source: Shu and Osher
   * 1988.
   */
  @Tableau(
      title = "strong-stability-preserving third-order Runge-Kutta",
      order = 3,
      source = "Shu and Osher 1988",
      value =
          """
            0 |
            1 |   1
          1/2 | 1/4  1/4
              | 1/6  1/6  2/3
          """)
  SSPRK3,

  /**
   * Ralston's third-order scheme: the three-stage scheme with the smallest error bound. Order 3,
   * three stages. Not {@link #HEUN3}. Source: Ralston 1962.
   */
  @Tableau(
      title = "Ralston third-order",
      order = 3,
      source = "Ralston 1962",
      value =
          """
            0 |
          1/2 | 1/2
          3/4 |   0  3/4
              | 2/9  1/3  4/9
          """)
  RALSTON3,

  /**
   * The third-order formula of the Bogacki-Shampine 3(2) pair. Its block is the same as that of
   * {@link #RALSTON3}, because the pair's fourth stage only estimates errors. Order 3, three
   * stages. Other names: ode23, bosh3. Source: Bogacki and Shampine 1989.
   */
  @Tableau(
      title = "Bogacki-Shampine third-order",
      order = 3,
      source = "Bogacki and Shampine 1989",
      value =
          """
            0 |
          1/2 | 1/2
          3/4 |   0  3/4
              | 2/9  1/3  4/9
          """)
  BOGACKI_SHAMPINE3,

  /**
   * Classical fourth-order Runge-Kutta: {@code y = x + (k1 + 2 k2 + 2 k3 + k4)/6}. Order 4, four
   * stages. Other names: the Runge-Kutta method. Not {@link #RK4_38}, which some libraries call
   * {@code rk4}. Source: Kutta 1901; equations (10)-(11) of the paper.
   */
  @Tableau(
      title = "classical fourth-order Runge-Kutta",
      order = 4,
      source = "Kutta 1901; equations (10)-(11) of the paper",
      value =
          """
            0 |
          1/2 | 1/2
          1/2 |   0  1/2
            1 |   0    0    1
              | 1/6  1/3  1/3  1/6
          """)
  RK4,

  /**
   * The wiring of {@link #RK4}, but with the output {@code x + k4}, which the paper proposes to
   * save memory. It keeps as few tensors alive as Euler, but its order is 1. Order 1, four stages.
   * Not {@link #RK4}. Source: the end of section 2 of the paper.
   */
  @Tableau(
      title = "unblended fourth-stage",
      order = 1,
      source = "the end of section 2 of the paper",
      value =
          """
            0 |
          1/2 | 1/2
          1/2 |   0  1/2
            1 |   0    0  1
              |   0    0  0  1
          """)
  RK4_UNBLENDED,

  /**
   * The fourth-order 3/8 rule, with weights 1/8, 3/8, 3/8, 1/8. Order 4, four stages. Other names:
   * Kutta's second method; {@code rk4} in torchdiffeq. Not {@link #RK4}. Source: Kutta 1901.
   */
  @Tableau(
      title = "3/8-rule fourth-order Runge-Kutta",
      order = 4,
      source = "Kutta 1901",
      value =
          """
            0 |
          1/3 |  1/3
          2/3 | -1/3    1
            1 |    1   -1    1
              |  1/8  3/8  3/8  1/8
          """)
  RK4_38,

  /**
   * Gill's fourth-order scheme, designed for computers with few registers. Order 4, four stages.
   * Other names: Runge-Kutta-Gill. Not {@link #RK4}, which has the same nodes. Source: Gill 1951.
   */
  @Tableau(
      title = "Gill fourth-order",
      order = 4,
      source = "Gill 1951",
      value =
          """
            0 |
          1/2 |            1/2
          1/2 | (-1+sqrt(2))/2  (2-sqrt(2))/2
            1 |              0     -sqrt(2)/2  (2+sqrt(2))/2
              |            1/6  (2-sqrt(2))/6  (2+sqrt(2))/6  1/6
          """)
  GILL4,

  /**
   * Ralston's fourth-order scheme: the four-stage scheme with the smallest error bound. Order 4,
   * four stages. Not {@link #RK4}. Source: Ralston 1962.
   */
  @Tableau(
      title = "Ralston fourth-order",
      order = 4,
      source = "Ralston 1962",
      value =
          """
                          0 |
                        2/5 | 2/5
          (14-3*sqrt(5))/16 | (-2889+1428*sqrt(5))/1024  (3785-1620*sqrt(5))/1024
                          1 | (-3365+2094*sqrt(5))/6040  (-975-3046*sqrt(5))/2552  \
                              (467040+203968*sqrt(5))/240845
                            | (263+24*sqrt(5))/1812  (125-1000*sqrt(5))/3828  \
                              (3426304+1661952*sqrt(5))/5924787  (30-4*sqrt(5))/123
          """)
  RALSTON4,

  /**
   * The fourth-order formula of the Fehlberg 4(5) pair, which needs five of the pair's six stages.
   * Order 4, five stages. Other names: RKF45. Not {@link #CASH_KARP5}, which advances with order 5.
   * Source: Fehlberg 1969.
   */
  @Tableau(
      title = "Fehlberg fourth-order",
      order = 4,
      source = "Fehlberg 1969",
      value =
          """
              0 |
            1/4 |       1/4
            3/8 |      3/32        9/32
          12/13 | 1932/2197  -7200/2197  7296/2197
              1 |   439/216          -8   3680/513  -845/4104
                |    25/216           0  1408/2565  2197/4104  -1/5
          """)
  FEHLBERG4,

  /**
   * The fifth-order formula of the Cash-Karp 5(4) pair. Order 5, six stages. Other names: RKCK.
   * Source: Cash and Karp 1990.
   */
  @Tableau(
      title = "Cash-Karp fifth-order",
      order = 5,
      source = "Cash and Karp 1990",
      value =
          """
             0 |
           1/5 |        1/5
          3/10 |       3/40     9/40
           3/5 |       3/10    -9/10        6/5
             1 |     -11/54      5/2     -70/27         35/27
           7/8 | 1631/55296  175/512  575/13824  44275/110592  253/4096
               |     37/378        0    250/621       125/594         0  512/1771
          """)
  CASH_KARP5,

  /**
   * The fifth-order formula of the Dormand-Prince 5(4) pair, whose seventh stage only estimates
   * errors. Order 5, six stages. Other names: dopri5, ode45, RK5(4)7M. Not {@link
   * #DORMAND_PRINCE8}. Source: Dormand and Prince 1980.
   */
  @Tableau(
      title = "Dormand-Prince fifth-order",
      order = 5,
      source = "Dormand and Prince 1980",
      value =
          """
             0 |
           1/5 |        1/5
          3/10 |       3/40         9/40
           4/5 |      44/45       -56/15        32/9
           8/9 | 19372/6561  -25360/2187  64448/6561  -212/729
             1 |  9017/3168      -355/33  46732/5247    49/176  -5103/18656
               |     35/384            0    500/1113   125/192   -2187/6784  11/84
          """)
  DORMAND_PRINCE5,

  /**
   * The fifth-order formula of the Tsitouras 5(4) pair. Its coefficients are roots of polynomials
   * without a simple form; they are given to 100 digits. Order 5, six stages. Other names: Tsit5.
   * torchdiffeq's {@code tsit5} advances with the fourth-order formula instead. Source: Tsitouras
   * 2011.
   */
  @Tableau(
      title = "Tsitouras fifth-order",
      order = 5,
      source = "Tsitouras 2011",
      value =
          """
                             0 |
                      161/1000 | 161/1000
                      327/1000 | -0.0084806554923569885444268742502307746751211773934303915373692\
          34245294192976164141156943227923507391313  0.335480655492356988544426874250230774675121\
          1773934303915373692342452941929761641411569432279235073913
                          9/10 | 2.89715305710549343213043259419293876492488728770186649031486669\
          3455023795137503079289383742326781777  -6.359448489975074843148159912383825625952700647\
          415626703305928850207288721235210244366032917516262324  4.36229543286958141101772731819\
          0886861027813359713760212991062156752264926097707165076649175189480547
          0.98002554090450968572981028628702459549421379795630247688547642932211959507610803 | 5.\
          325864828439256604428877920840511317836476253097040101202360397727981648835607691790874\
          461932259235  -11.748883564062827877747170339785772961887441782598628992886669280090206\
          15663593781588722020805775682  7.495539342889836208304604784564358155658679161518186721\
          010132816213648793440552049753108450036509741  -0.0924950663617552492565020793320719161\
          1349983406029535244034750452930469056411389539635443478914317624
                             1 | 5.86145544294642002865925148698264789039433766616481443481815723\
          9052507339770711679748001615213663902  -12.92096931784710929170611868178335939541780751\
          955743459166312250439928519268343184452406473953341318  8.15936789857615864318040079453\
          9253485181918321135053305748355423955009222648673734986476723897412076  -0.071584973281\
          400997224530542525829738691272131473635448827211396595463724023037778788352241889477219\
          23  -0.02826905039406838290900305721271224146717633626879770007617876201276764571291579\
          142206135768818558302
                               | 0.09646076681806522951816731316512876333711995238157997181903319\
          145764851595234062815396262376369079535  1/100  0.4798896504144995747752495322905965199\
          130404621990332488332634944254542060153074523509142460381418333  1.37900857410374189319\
          2274821856872770756462643091360525934940067397245698027561293331208320407070504  -3.290\
          069515436080679901047585711363850115683290894936158531296799594813811049925401677042427\
          876745471  2.32471052409977398241535591839876579610906023322296241194406004631446539105\
          4716027840957237667842339
          """)
  TSITOURAS5,

  /**
   * Kutta's six-stage scheme with Nystroem's correction. Order 5, six stages. Not the Nystroem
   * methods for second-order equations. Source: Kutta 1901, corrected by Nystroem 1925.
   */
  @Tableau(
      title = "Kutta-Nystroem fifth-order",
      order = 5,
      source = "Kutta 1901, corrected by Nystroem 1925",
      value =
          """
            0 |
          1/3 |    1/3
          2/5 |   4/25   6/25
            1 |    1/4     -3     15/4
          2/3 |   2/27   10/9   -50/81  8/81
          4/5 |   2/25  12/25     2/15  8/75       0
              | 23/192      0  125/192     0  -27/64  125/192
          """)
  KUTTA_NYSTROEM5,

  /**
   * Butcher's sixth-order scheme in seven stages, the fewest possible. Order 6, seven stages. Not
   * {@link #BUTCHER6_LOBATTO}, which has other nodes. Source: Butcher 1964.
   */
  @Tableau(
      title = "Butcher sixth-order",
      order = 6,
      source = "Butcher 1964",
      value =
          """
            0 |
          1/3 |    1/3
          2/3 |      0    2/3
          1/3 |   1/12    1/3  -1/12
          1/2 |  -1/16    9/8  -3/16   -3/8
          1/2 |      0    9/8   -3/8   -3/4    1/2
            1 |   9/44  -9/11  63/44  18/11      0  -16/11
              | 11/120      0  27/40  27/40  -4/15   -4/15  11/120
          """)
  BUTCHER6,

  /**
   * Butcher's sixth-order scheme in seven stages at the nodes of Lobatto quadrature. Order 6, seven
   * stages. Not {@link #BUTCHER6}, whose nodes are thirds and halves. Source: Butcher 1964.
   */
  @Tableau(
      title = "Butcher sixth-order Lobatto",
      order = 6,
      source = "Butcher 1964",
      value =
          """
                       0 |
          (5-sqrt(5))/10 | (5-sqrt(5))/10
          (5+sqrt(5))/10 | -sqrt(5)/10  (5+2*sqrt(5))/10
          (5-sqrt(5))/10 | (-15+7*sqrt(5))/20  (-1+sqrt(5))/4  (15-7*sqrt(5))/10
          (5+sqrt(5))/10 | (5-sqrt(5))/60  0  1/6  (15+7*sqrt(5))/60
          (5-sqrt(5))/10 | (5+sqrt(5))/60  0  (9-5*sqrt(5))/12  1/6  (-5+3*sqrt(5))/10
                       1 | 1/6  0  (-55+25*sqrt(5))/12  (-25-7*sqrt(5))/12  5-2*sqrt(5)  \
                           (5+sqrt(5))/2
                         | 1/12  0  0  0  5/12  5/12  1/12
          """)
  BUTCHER6_LOBATTO,

  /**
   * Huta's sixth-order scheme in eight stages, first version. Order 6, eight stages. Not {@link
   * #HUTA6_SECOND}. Source: Huta 1956.
   */
  @Tableau(
      title = "Huta sixth-order",
      order = 6,
      source = "Huta 1956",
      value =
          """
            0 |
          1/9 |    1/9
          1/6 |   1/24       1/8
          1/3 |    1/6      -1/2     2/3
          1/2 |   -5/8      27/8      -3     3/4
          2/3 |  221/9      -109   289/3   -34/3      1/9
          5/6 | -61/16     113/8   -59/6   -11/8      5/3   1/16
            1 | 358/41  -2079/82  501/41  417/41  -227/41  -9/82  36/41
              | 41/840         0    9/35   9/280   34/105  9/280   9/35  41/840
          """)
  HUTA6,

  /**
   * Huta's sixth-order scheme in eight stages, second version: the same nodes and weights, but
   * smaller coefficients. Order 6, eight stages. Not {@link #HUTA6}. Source: Huta 1957.
   */
  @Tableau(
      title = "second Huta sixth-order",
      order = 6,
      source = "Huta 1957",
      value =
          """
            0 |
          1/9 | 1/9
          1/6 | 1/24  1/8
          1/3 | 1/6  -1/2  2/3
          1/2 | 139/272  -945/544  105/68  99/544
          2/3 | -53/3  91/2  -52/3  -107/6  8
          5/6 | 55487/22824  -83/16  2849/1902  34601/15216  -640/2853  107/2536
            1 | -101195/25994  351/41  -35994/12997  -26109/25994  -10000/12997  -36/12997  36/41
              | 41/840  0  9/35  9/280  34/105  9/280  9/35  41/840
          """)
  HUTA6_SECOND,

  /**
   * The eighth-order formula of the Dormand-Prince 8(7) pair, with the exact rationals behind the
   * published ones, which are rounded to 18 digits. Order 8, thirteen stages. Other names: dopri8,
   * RK8(7)13M. Not {@link #VERNER8}; not Hairer's DOP853. Source: Prince and Dormand 1981.
   */
  @Tableau(
      title = "Dormand-Prince eighth-order",
      order = 8,
      source = "Prince and Dormand 1981",
      value =
          """
                             0 |
                          1/18 | 1/18
                          1/12 | 1/48  1/16
                           1/8 | 1/32  0  3/32
                          5/16 | 5/16  0  -75/64  75/64
                           3/8 | 3/80  0  0  3/16  3/20
                        59/400 | 215595617/4500000000  0  0  202047683/1800000000  \
                                 -28693883/1125000000  23124283/1800000000
                        93/200 | 14873762658037143/879168438156250000  0  0  \
                                 3467633544794897/8940695981250000  \
                                 1474287494383247/40978189914062500  \
                                 26709270507070017/135600555715625000  \
                                 -14591655588284/84484570233063
          5490023248/9719169821 | 7586331039021946882049083502441337664277676907617750536566352/1\
          09794461601491217860220353338581031394059220336451160078730445  0  0  -2360573394128124\
          49835946465344221735535939129430991059693568/372184615598275314780407977418918750488336\
          340123563254504171  -3299739166368883603096250588167927276977533790499480498577408/2047\
          0153857905142312922438758040531276858498706795978997729405  469591960369484621547055463\
          8065271273971468502369170235542016/3386880001944305364501712594512160629443860695124425\
          6159879561  291851811898394201384602939640627532330843113837053004434432000000/31017423\
          3778061645620360730197195350622945922304711702829528117367  699295998104110384094426066\
          1352231159203510904000000/33042342481018810238716485165383193327572243242031481
                         13/20 | 99299034813490800741867453179778547/5409711235391511629069528260\
          11200000  0  0  -2493835259080554724582/1010153717930905426875  \
          -48550347897506146536052/166675363458599395434375  \
          -24871192635697392099560348960246/939492072180864357472739828818125  \
          478776089216929482237673925052922000/168119099731629344552415590032785027  \
          6560308981643238155096750/23314158982833116227901307  158628168664447827032124145943989\
          9956623408540189275177/12818966182821619734532382093543907143647820508227904000
          30992876149296355/33518267164510641 | -102116003386322998978127600084904875522141269364\
          791505043913504184525097818434721165778087547359160299919872547571820573487921693/84016\
          717385376362440519288454722754561118206109968455863629915569413007015484884082989277327\
          146750610032897620427741658059440288  0  0  3385908726067522197425071433570219027172711\
          69524361004010718467428498066558752974165816979255870352236800/203082120735150879650585\
          45521329962060416948491603802421256875704911573108931922671691153944392874968051  68189\
          290605616416787948548385820859588684790288743680764422049661712817412461535969920258787\
          664375619072/74463444269555322538548000244876527554862144469213942211275210918009101399\
          417049796200897796107208216187  -173428204373242447407263149851461009648683533893553407\
          9058145376760622893524503274680375038942168945756187943481380463560951840/2863455373774\
          998059124622796216224892499092159756958098634821348020666035112444890204047119190819495\
          34640172065152437496912477  -3399549280223124443696423490103003766707892326374755946138\
          975000967466690241111348721006509128775254952212682658842765965521154240000000/21242438\
          510511769164808770310383807979042545628791242485154692238932848550014521428922544896130\
          4538830766072442444722564103495915888123  144528081909437338563474032935640494280700360\
          06455540637351575894308889412108389906599600485253194980566957563315340127500000/973298\
          753951638431793701721528200883789914680313298926814615071301495341142665245758696799918\
          623095581715765886887649741383  -847205714160239289113307424793539077951658318917591980\
          262304042838612275700008766016957700930195545053374220841398660187944621107065829310608\
          865394026418258355/63358704383980726998416112830322706485300332630289060627019459285960\
          825979588560697460438306253611095891491565590971432387489415884103732012574255897878321\
          824  1151889889493235980984580352638946693591120682075486360381312445990584961727106466\
          22536373145562218909633738697549245770000/224357014237046471092766446810169848639899666\
          59062291511947760084943925084166270812354794844590216383205333034660617626349
                             1 | 21969012306961489525323859125985377266525845354279828748/8486801\
          5648089839210997460517819380601933600521692915045  0  0  \
          -2291872762438069505504/480025046760766258851  \
          -3829018311866050387904/8800459190614048078935  -60797771477337446043740101618525344141\
          8120832060126402968/199370728929424959394190105343852509479613745231838418799  53020292\
          33035772894614097632213626682295966947853615180783170000000/950538766256052885387161080\
          614691196420735587733978871061913292363  1029680472551161371649872196630375028981438431\
          45000000/16726911019578511096352500731821705820659977305290973  -1113837893419654073216\
          02142444917514115800834690201329379027449761759895100011973929185171163615/220034547752\
          72439861723739055800175619777853128055268766511800511549546753240522083740083243539  \
          44737471541467333111555512048686345065750/20391511842264262870398286145868618178341  59\
          654691074835298853819814743244482911245107539943697087661889433746108795332800266475940\
          7401623072330633057948252/4431076125983762085449284205348478790535717302043416234911901\
          479328512794465980800998816354448181196721636373483787
                             1 | 1066221205855832326088695778460159015192405644968016897066521076\
          847764032613686056268693633/12964316936105255574883091974749042062162626542405449504718\
          74305723890174339356551609704000  0  0  -1335791413506612664643690684478806471077526746\
          614666064/114574907798601779179110271814903983120429559544320175  -15914155430441680998\
          82026495959288688569084060473110176/210053997630769928495035498327323969054120859164586\
          9875  339757584885326318327424168576455729131788667042475396104230123701938451674704551\
          76890924/475868562254695738193045962742081524026401209254559703560636427419729595970090\
          66064956075  12176653428667113090492984656207574633063967759246601254930448409444470870\
          786024235115138527800000/10083537861451189686209888915182340342240479944420490713102586\
          86840184337101721351612973016221399  -3397843749353673142968246137764448831138694502349\
          42131172912300100535979345925250000/159698690787587746004588725210359673189662237866695\
          585709500421500486548151424426361  4955095692700499418628052380948016677978733013841365\
          878109775677669056866398110949788869771135857671298802131693154421086808143/24897898854\
          628731585312340225797229827848222574581641051268842885973245429308825810995222813889709\
          40826324647386340365850671680  -5631151710277807766750668663180874062471941103016485221\
          08648094708415/2403532595444498372383116767918060257292523183751650851596520916634577  \
          147332487580158450887955957061658718012538967463083369806963200702426559434915876714751\
          833908862217396388157664714990174448521780809/83759908408574935814934041504805030897008\
          585189361480362907354604873532794781607040033040487081682023472749514352267349882647626\
          7825  0
                               | 212810988215683677989664967567559/509757550445899998416452893058\
          0800  0  0  0  0  -570667999368605802515460802224128/1029114581227776312288531777447682\
          5  3970894643399159150754126826496000000000000/1659290486723093319145749338769693902174\
          1363  177094288219480472437690862000000000000/251729356670100506734814442705774463449  \
          -66822609448295850920212176513645119787713273203022994500406050793972052314809461629969\
          645683/87952305220338336969447643899150816363456821562985998778022435070001091778042097\
          545895594560  314652731163869955629145958568800000/476340207420551356675670184044905167\
            1770149540887896477075228489907574325195043146860670757844765030382124505360953653163\
          60385634933688213244039743969578872631174179769/111901998362899183852238410126110485967\
          642716372692212173373208037757661648563193306798510090813244386220509096138325099021517\
          8108200  -454665916000392064556420344242099/1909482158429176288068071462671400  1/4
          """)
  DORMAND_PRINCE8,

  /**
   * The eighth-order scheme of Cooper and Verner in eleven stages, the fewest known. Order 8,
   * eleven stages. Not {@link #VERNER8}. Source: Cooper and Verner 1972.
   */
  @Tableau(
      title = "Cooper-Verner eighth-order",
      order = 8,
      source = "Cooper and Verner 1972",
      value =
          """
                        0 |
                      1/2 | 1/2
                      1/2 | 1/4  1/4
          (7-sqrt(21))/14 | 1/7  (-7+3*sqrt(21))/98  (21-5*sqrt(21))/49
          (7-sqrt(21))/14 | (11-sqrt(21))/84  0  (18-4*sqrt(21))/63  (21+sqrt(21))/252
                      1/2 | (5-sqrt(21))/48  0  (9-sqrt(21))/36  (-231-14*sqrt(21))/360  \
                            (63+7*sqrt(21))/80
          (7+sqrt(21))/14 | (10+sqrt(21))/42  0  (-432-92*sqrt(21))/315  (633+145*sqrt(21))/90  \
                            (-504-115*sqrt(21))/70  (63+13*sqrt(21))/35
          (7+sqrt(21))/14 | 1/14  0  0  0  (14+3*sqrt(21))/126  (13+3*sqrt(21))/63  1/9
                      1/2 | 1/32  0  0  0  (91+21*sqrt(21))/576  11/72  (-385+75*sqrt(21))/1152  \
                            (63-13*sqrt(21))/128
          (7-sqrt(21))/14 | 1/14  0  0  0  1/9  (-733+147*sqrt(21))/2205  \
                            (515-111*sqrt(21))/504  (-51+11*sqrt(21))/56  (132-28*sqrt(21))/245
                        1 | 0  0  0  0  (-42-7*sqrt(21))/18  (-18-28*sqrt(21))/45  \
                            (-273+53*sqrt(21))/72  (301-53*sqrt(21))/72  (28+28*sqrt(21))/45  \
                            (49+7*sqrt(21))/18
                          | 1/20  0  0  0  0  0  0  49/180  16/45  49/180  1/20
          """)
  COOPER_VERNER8,

  /**
   * Verner's eighth-order scheme: the fourteen stages of the 8(9) pair that its eighth-order
   * formula needs. This is the scheme that the paper means; the tableau that it prints is {@link
   * #VERNER8_AS_PUBLISHED}. Order 8, fourteen stages. Other names: RK-8, Verner's 8(9). Not {@link
   * #DORMAND_PRINCE8}. Source: Verner 1978.
   */
  @Tableau(
      title = "Verner eighth-order",
      order = 8,
      source = "Verner 1978",
      value =
          """
                         0 |
                      1/12 | 1/12
                       1/9 | 1/27  2/27
                       1/6 | 1/24  0  1/8
          (2+2*sqrt(6))/15 | (4+94*sqrt(6))/375  0  (-94-84*sqrt(6))/125  (328+208*sqrt(6))/375
            (6+sqrt(6))/15 | (9-sqrt(6))/150  0  0  (312+32*sqrt(6))/1425  (69+29*sqrt(6))/570
            (6-sqrt(6))/15 | (927-347*sqrt(6))/1250  0  0  (-16248+7328*sqrt(6))/9375  \
                             (-489+179*sqrt(6))/3750  (14268-5798*sqrt(6))/9375
                       2/3 | 2/27  0  0  0  0  (16-sqrt(6))/54  (16+sqrt(6))/54
                       1/2 | 19/256  0  0  0  0  (118-23*sqrt(6))/512  (118+23*sqrt(6))/512  \
                             -9/256
                       1/3 | 11/144  0  0  0  0  (266-sqrt(6))/864  (266+sqrt(6))/864  -1/16  \
                             -8/27
                       1/4 | (5034-271*sqrt(6))/61440  0  0  0  0  0  (7859-1626*sqrt(6))/10240  \
                             (-2232+813*sqrt(6))/20480  (-594+271*sqrt(6))/960  \
                             (657-813*sqrt(6))/5120
                       4/3 | (5996-3794*sqrt(6))/405  0  0  0  0  (-4342-338*sqrt(6))/9  \
                             (154922-40458*sqrt(6))/135  (-4176+3794*sqrt(6))/45  \
                             (-340864+242816*sqrt(6))/405  (26304-15176*sqrt(6))/45  -26624/81
                       5/6 | (3793+2168*sqrt(6))/103680  0  0  0  0  (4042+2263*sqrt(6))/13824  \
                             (-231278+40717*sqrt(6))/69120  (7947-2168*sqrt(6))/11520  \
                             (1048-542*sqrt(6))/405  (-1383+542*sqrt(6))/720  2624/1053  3/1664
                         1 | -137/1296  0  0  0  0  (5642-337*sqrt(6))/864  \
                             (5642+337*sqrt(6))/864  -299/48  184/81  -44/9  -5120/1053  \
                             -11/468  16/9
                           | 103/1680  0  0  0  0  0  0  -27/140  76/105  -201/280  1024/1365  \
                             3/7280  12/35  9/280
          """)
  VERNER8,

  /**
   * Verner's ninth-order scheme: the formula that the same pair compares with {@link #VERNER8}. It
   * needs fifteen of the pair's sixteen stages. Order 9, fifteen stages. Other names: Verner's
   * 8(9). Source: Verner 1978.
   */
  @Tableau(
      title = "Verner ninth-order",
      order = 9,
      source = "Verner 1978",
      value =
          """
                         0 |
                      1/12 | 1/12
                       1/9 | 1/27  2/27
                       1/6 | 1/24  0  1/8
          (2+2*sqrt(6))/15 | (4+94*sqrt(6))/375  0  (-94-84*sqrt(6))/125  (328+208*sqrt(6))/375
            (6+sqrt(6))/15 | (9-sqrt(6))/150  0  0  (312+32*sqrt(6))/1425  (69+29*sqrt(6))/570
            (6-sqrt(6))/15 | (927-347*sqrt(6))/1250  0  0  (-16248+7328*sqrt(6))/9375  \
                             (-489+179*sqrt(6))/3750  (14268-5798*sqrt(6))/9375
                       2/3 | 2/27  0  0  0  0  (16-sqrt(6))/54  (16+sqrt(6))/54
                       1/2 | 19/256  0  0  0  0  (118-23*sqrt(6))/512  (118+23*sqrt(6))/512  \
                             -9/256
                       1/3 | 11/144  0  0  0  0  (266-sqrt(6))/864  (266+sqrt(6))/864  -1/16  \
                             -8/27
                       1/4 | (5034-271*sqrt(6))/61440  0  0  0  0  0  (7859-1626*sqrt(6))/10240  \
                             (-2232+813*sqrt(6))/20480  (-594+271*sqrt(6))/960  \
                             (657-813*sqrt(6))/5120
                       4/3 | (5996-3794*sqrt(6))/405  0  0  0  0  (-4342-338*sqrt(6))/9  \
                             (154922-40458*sqrt(6))/135  (-4176+3794*sqrt(6))/45  \
                             (-340864+242816*sqrt(6))/405  (26304-15176*sqrt(6))/45  -26624/81
                       5/6 | (3793+2168*sqrt(6))/103680  0  0  0  0  (4042+2263*sqrt(6))/13824  \
                             (-231278+40717*sqrt(6))/69120  (7947-2168*sqrt(6))/11520  \
                             (1048-542*sqrt(6))/405  (-1383+542*sqrt(6))/720  2624/1053  3/1664
                       1/6 | (33617-2168*sqrt(6))/518400  0  0  0  0  (-3846+31*sqrt(6))/13824  \
                             (155338-52807*sqrt(6))/345600  (-12537+2168*sqrt(6))/57600  \
                             (92+542*sqrt(6))/2025  (-1797-542*sqrt(6))/3600  320/567  -1/1920  \
                             4/105
                         1 | (-36487-30352*sqrt(6))/279600  0  0  0  0  \
                             (-29666-4499*sqrt(6))/7456  (2779182-615973*sqrt(6))/186400  \
                             (-94329+91056*sqrt(6))/93200  (-232192+121408*sqrt(6))/17475  \
                             (101226-22764*sqrt(6))/5825  -169984/9087  -87/30290  492/1165  \
                             1260/233
                           | 23/525  0  0  0  0  0  0  171/1400  86/525  93/280  -2048/6825  \
                             -3/18200  39/175  9/25  233/4200
          """)
  VERNER9,

  /**
   * The tableau that figure 7 of the paper prints for {@link #VERNER8}, misprints and rounded
   * numbers included. Its weights sum to 0.9924, so its order is 0; its rows do not sum to the
   * nodes, so it is drawn without them. Order 0, fourteen stages. Not {@link #VERNER8}. Source:
   * equations (14)-(15) of the paper.
   */
  @Tableau(
      title = "as-published Verner",
      order = 0,
      source = "equations (14)-(15) of the paper",
      value =
          """
          |
          | 1/12
          | 1/27  2/27
          | 1/24  0  1/8
          | (4+94*sqrt(6))/375  0  (-94-84*sqrt(6))/125  (328+206*sqrt(6))/375
          | (9-sqrt(6))/150  0  0  (312+32*sqrt(6))/1425  (69+29*sqrt(6))/570
          | (927-347*sqrt(6))/1250  0  0  (-16248+7328*sqrt(6))/9375  (-489+179*sqrt(6))/3750  \
            (14268-5798*sqrt(6))/9375
          | 2/27  0  0  0  0  (16-sqrt(6))/54  (16+sqrt(6))/54
          | 19/256  0  0  0  0  (118-23*sqrt(6))/512  (118+23*sqrt(6))/512  -9/256
          | 11/144  0  0  0  0  (266-sqrt(6))/864  (266+sqrt(6))/864  -1/16  -8/27
          | (5034-271*sqrt(6))/61440  0  0  0  0  0  (7859-1626*sqrt(6))/10240  \
            (-2232+813*sqrt(6))/20480  (-594+271*sqrt(6))/960  (657-813*sqrt(6))/5120
          | -8.14164  0  0  0  0  -574.436  847.88  113.719  626.94  605.73  -328.69
          | 0.0878  0  0  0  0  0.69337  -1.9  0.23  -0.69  -0.077  2.49  0.0018
          | -0.1  0  0  0  0  5.575  7.486  -6.23  2.27  -4.89  -4.86  -0.0235  1.78
          | 0.06  0  0  0  0  0  0  -0.19  0.72  -0.72  0.75  0.0004  0.34  0.032
          """)
  VERNER8_AS_PUBLISHED,

  /**
   * The reversible residual network: two halves of the channels, x1 and x2, each updated by a
   * function of the other. The input can be computed from the output, so that training need not
   * keep what lies between. Order 1 (the semi-implicit, symplectic Euler step of {@code x1' =
   * F1(x2), x2' = F2(x1)}), two stages, each on half the channels. Other names: RevNet, additive
   * coupling. Table 1 of the paper calls it forward Euler and gives both functions the same
   * weights. Source: Gomez et al. 2017; Table 1 of the paper.
   */
  REVNET,

  /**
   * PolyNet of degree 2, mpoly-2: {@code y = x + F1(x) + F2(F1(x))}. With {@link Weights#PER_BLOCK}
   * it is poly-2, {@code I + F + F F}, and with {@link Weights#PER_BLOCK_EXCEPT_NORMS} poly-2 as
   * Zhang et al. trained it: for linear F the first terms of backward Euler's {@code (I - F)^-1},
   * which is why Table 1 of the paper calls it backward Euler. Order 1, two stages. Source: Zhang
   * et al. 2017; Table 1 of the paper.
   */
  POLYNET2,

  /**
   * PolyNet of degree 3, mpoly-3: {@code y = x + F1(x) + F2(F1(x)) + F3(F2(F1(x)))}. With {@link
   * Weights#PER_BLOCK} it is poly-3. Order 1, three stages. Source: Zhang et al. 2017.
   */
  POLYNET3,

  /**
   * PolyNet's 2-way: {@code y = x + F1(x) + F2(x)}, two sub-nets side by side. One block is as deep
   * as one sub-net. Order 1 (an Euler step of {@code y' = F1(y) + F2(y)}), two stages. Source:
   * Zhang et al. 2017.
   */
  POLYNET_2WAY,

  /**
   * PolyNet's 3-way: {@code y = x + F1(x) + F2(x) + F3(x)}. Order 1 (an Euler step of {@code y' =
   * F1(y) + F2(y) + F3(y)}), three stages. Source: Zhang et al. 2017.
   */
  POLYNET_3WAY,

  /**
   * The linear multistep network: {@code y = (1 - c) x + c p + F(x)}, where p is the input of the
   * block before and c is trained, one number for each block. The first block, which has no p, is
   * an Euler block. Order 1 (of {@code (1 + c) y' = F(y)}; stable for c in (-1, 1]), one stage.
   * Other names: LM-ResNet. Lu et al. write k for c. Table 1 of the paper prints F(p) for p, and
   * its step for c. Source: Lu et al. 2018; Table 1 of the paper.
   */
  LM_RESNET,

  /**
   * Leapfrog for {@code y'' = F(y)}: {@code y = 2 x - p + h^2 F(x)}, where p is the input of the
   * block before. The first block takes p = x: it starts at rest half a step before. Order 2 in the
   * interior, one stage. A trained h cannot start from 0. Other names: second-order CNN,
   * Stoermer-Verlet. Source: Ruthotto and Haber 2020; Table 1 of the paper.
   */
  LEAPFROG;

  /** Returns the schemes that are given by a tableau, in the order of declaration. */
  public static List<Scheme> rungeKutta() {
    return Arrays.stream(values()).filter(scheme -> scheme.tableau().isPresent()).toList();
  }

  /** Returns the tableau as it is drawn above; empty for a scheme that has none. */
  public Optional<Tableau> tableau() {
    try {
      return Optional.ofNullable(Scheme.class.getField(name()).getAnnotation(Tableau.class));
    } catch (NoSuchFieldException e) {
      throw new AssertionError(name() + " is a constant of this enum", e);
    }
  }
}
