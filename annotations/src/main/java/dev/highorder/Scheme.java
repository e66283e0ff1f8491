package dev.highorder;

import java.util.Arrays;
import java.util.List;

/**
 * The methods that a sub-net can be stacked as: explicit Runge-Kutta methods, each given by its
 * tableau, and the other families of the paper's Table 1.
 *
 * <p>A Runge-Kutta method with stages {@code k_i = F_i(x + sum_j a_ij k_j)} returns {@code y = x +
 * sum_i b_i k_i}. The rows of {@code a} after the empty first one, separated by semicolons, and the
 * weights {@code b} are written as exact numbers separated by spaces: integers, fractions {@code
 * p/q} and expressions in {@code sqrt(n)} without spaces, such as {@code (2-sqrt(2))/2}. The
 * processor refuses a table whose order is not the one it claims.
 *
 * <p>An order is a statement about one field F evaluated at every stage. Where each stage has
 * weights of its own, as in the networks of the paper, the tableau is a rule of wiring and scaling.
 */
public enum Scheme {

  /**
   * Forward Euler: {@code y = x + F(x)}, the residual block. Order 1, one stage. Other names:
   * ResNet. Source: Euler 1768; equation (2) of the paper.
   */
  EULER("forward Euler", 1, "Euler 1768; equation (2) of the paper", "", "1"),

  /**
   * Explicit midpoint: {@code y = x + F(x + k1/2)}. Order 2, two stages. Other names: modified
   * Euler. Not the rule of {@link #HEUN2}, which averages two slopes. Source: Runge 1895; equations
   * (8)-(9) of the paper.
   */
  MIDPOINT("explicit midpoint", 2, "Runge 1895; equations (8)-(9) of the paper", "1/2", "0 1"),

  /**
   * Heun of order 2: {@code k2 = F(x + k1), y = x + (k1 + k2)/2}. Order 2, two stages. Other names:
   * improved Euler, explicit trapezoid, SSPRK2. Not {@link #HEUN3}; not {@link #RALSTON2}, which
   * some call Heun. Source: Heun 1900.
   */
  HEUN2("Heun second-order", 2, "Heun 1900", "1", "1/2 1/2"),

  /**
   * Ralston of order 2: the two-stage method of the smallest error bound. Order 2, two stages.
   * Other names: the RK2 of the paper's authors. Not {@link #MIDPOINT}, which others call RK2.
   * Source: Ralston 1962.
   */
  RALSTON2("Ralston second-order", 2, "Ralston 1962", "2/3", "1/4 3/4"),

  /**
   * Heun of order 3: {@code y = x + k1/4 + 3/4 k3}. Order 3, three stages. Not {@link #HEUN2}.
   * Source: Heun 1900.
   */
  HEUN3("Heun third-order", 3, "Heun 1900", "1/3; 0 2/3", "1/4 0 3/4"),

  /**
   * Kutta of order 3: Simpson's weights 1/6, 2/3, 1/6. Order 3, three stages. Other names: the
   * classical third-order method, RK3. Not {@link #SSPRK3}, which others call RK3. Source: Kutta
   * 1901.
   */
  KUTTA3("Kutta third-order", 3, "Kutta 1901", "1/2; -1 2", "1/6 2/3 1/6"),

  /**
   * Strong-stability-preserving Runge-Kutta of order 3: convex combinations of Euler steps. Order
   * 3, three stages. Other names: Shu-Osher 3, TVD RK3. Not {@link #KUTTA3}. Source: Shu and Osher
   * 1988.
   */
  SSPRK3(
      "strong-stability-preserving third-order Runge-Kutta",
      3,
      "Shu and Osher 1988",
      "1; 1/4 1/4",
      "1/6 1/6 2/3"),

  /**
   * Ralston of order 3: the three-stage method of the smallest error bound. Order 3, three stages.
   * Not {@link #HEUN3}. Source: Ralston 1962.
   */
  RALSTON3("Ralston third-order", 3, "Ralston 1962", "1/2; 0 3/4", "2/9 1/3 4/9"),

  /**
   * Bogacki-Shampine 3(2), its formula of order 3. A block of it is {@link #RALSTON3}: the fourth
   * stage of the pair only estimates errors. Order 3, three stages. Other names: ode23, bosh3.
   * Source: Bogacki and Shampine 1989.
   */
  BOGACKI_SHAMPINE3(
      "Bogacki-Shampine third-order", 3, "Bogacki and Shampine 1989", "1/2; 0 3/4", "2/9 1/3 4/9"),

  /**
   * Classical fourth-order Runge-Kutta: {@code y = x + (k1 + 2 k2 + 2 k3 + k4)/6}. Order 4, four
   * stages. Other names: the Runge-Kutta method. Not {@link #RK4_38}, which some libraries call
   * {@code rk4}. Source: Kutta 1901; equations (10)-(11) of the paper.
   */
  RK4(
      "classical fourth-order Runge-Kutta",
      4,
      "Kutta 1901; equations (10)-(11) of the paper",
      "1/2; 0 1/2; 0 0 1",
      "1/6 1/3 1/3 1/6"),

  /**
   * The wiring of {@link #RK4} that returns {@code x + k4} only, as the paper proposes to save
   * memory. It keeps as few tensors as Euler, but its order is 1. Order 1, four stages. Not {@link
   * #RK4}. Source: the end of section 2 of the paper.
   */
  RK4_UNBLENDED(
      "unblended fourth-stage",
      1,
      "the end of section 2 of the paper",
      "1/2; 0 1/2; 0 0 1",
      "0 0 0 1"),

  /**
   * The 3/8 rule of order 4: weights 1/8, 3/8, 3/8, 1/8. Order 4, four stages. Other names: Kutta's
   * second method; {@code rk4} of torchdiffeq. Not {@link #RK4}. Source: Kutta 1901.
   */
  RK4_38(
      "3/8-rule fourth-order Runge-Kutta",
      4,
      "Kutta 1901",
      "1/3; -1/3 1; 1 -1 1",
      "1/8 3/8 3/8 1/8"),

  /**
   * Gill of order 4: made for computers with few registers. Order 4, four stages. Other names:
   * Runge-Kutta-Gill. Not {@link #RK4}, with which it shares the nodes. Source: Gill 1951.
   */
  GILL4(
      "Gill fourth-order",
      4,
      "Gill 1951",
      "1/2; (-1+sqrt(2))/2 (2-sqrt(2))/2; 0 -sqrt(2)/2 (2+sqrt(2))/2",
      "1/6 (2-sqrt(2))/6 (2+sqrt(2))/6 1/6"),

  /**
   * Ralston of order 4: the four-stage method of the smallest error bound. Order 4, four stages.
   * Not {@link #RK4}. Source: Ralston 1962.
   */
  RALSTON4(
      "Ralston fourth-order",
      4,
      "Ralston 1962",
      "2/5; (-2889+1428*sqrt(5))/1024 (3785-1620*sqrt(5))/1024; "
          + "(-3365+2094*sqrt(5))/6040 (-975-3046*sqrt(5))/2552 "
          + "(467040+203968*sqrt(5))/240845",
      "(263+24*sqrt(5))/1812 (125-1000*sqrt(5))/3828 (3426304+1661952*sqrt(5))/5924787 "
          + "(30-4*sqrt(5))/123"),

  /**
   * Fehlberg 4(5), its formula of order 4, which needs five of the six stages. Order 4, five
   * stages. Other names: RKF45. Not {@link #CASH_KARP5}, which advances with order 5. Source:
   * Fehlberg 1969.
   */
  FEHLBERG4(
      "Fehlberg fourth-order",
      4,
      "Fehlberg 1969",
      "1/4; 3/32 9/32; 1932/2197 -7200/2197 7296/2197; 439/216 -8 3680/513 -845/4104",
      "25/216 0 1408/2565 2197/4104 -1/5"),

  /**
   * Cash-Karp 5(4), its formula of order 5. Order 5, six stages. Other names: RKCK. Source: Cash
   * and Karp 1990.
   */
  CASH_KARP5(
      "Cash-Karp fifth-order",
      5,
      "Cash and Karp 1990",
      "1/5; 3/40 9/40; 3/10 -9/10 6/5; -11/54 5/2 -70/27 35/27; 1631/55296 175/512 "
          + "575/13824 44275/110592 253/4096",
      "37/378 0 250/621 125/594 0 512/1771"),

  /**
   * Dormand-Prince 5(4), its formula of order 5; the seventh stage of the pair only estimates
   * errors. Order 5, six stages. Other names: dopri5, ode45, RK5(4)7M. Not {@link
   * #DORMAND_PRINCE8}. Source: Dormand and Prince 1980.
   */
  DORMAND_PRINCE5(
      "Dormand-Prince fifth-order",
      5,
      "Dormand and Prince 1980",
      "1/5; 3/40 9/40; 44/45 -56/15 32/9; 19372/6561 -25360/2187 64448/6561 -212/729; "
          + "9017/3168 -355/33 46732/5247 49/176 -5103/18656",
      "35/384 0 500/1113 125/192 -2187/6784 11/84"),

  /**
   * Tsitouras 5(4), its formula of order 5. Its coefficients are roots of polynomials without a
   * simple form; they are given to 100 digits. Order 5, six stages. Other names: Tsit5.
   * torchdiffeq's {@code tsit5} advances with the formula of order 4 instead. Source: Tsitouras
   * 2011.
   */
  TSITOURAS5(
      "Tsitouras fifth-order",
      5,
      "Tsitouras 2011",
      "161/1000; "
          + "-0.0084806554923569885444268742502307746751211773934303915373692342452941929761641411569"
          + "43227923507391313 "
          + "0.33548065549235698854442687425023077467512117739343039153736923424529419297616414115694"
          + "32279235073913; "
          + "2.89715305710549343213043259419293876492488728770186649031486669345502379513750307928938"
          + "3742326781777 "
          + "-6.3594484899750748431481599123838256259527006474156267033059288502072887212352102443660"
          + "32917516262324 "
          + "4.36229543286958141101772731819088686102781335971376021299106215675226492609770716507664"
          + "9175189480547; "
          + "5.32586482843925660442887792084051131783647625309704010120236039772798164883560769179087"
          + "4461932259235 "
          + "-11.748883564062827877747170339785772961887441782598628992886669280090206156635937815887"
          + "22020805775682 "
          + "7.49553934288983620830460478456435815565867916151818672101013281621364879344055204975310"
          + "8450036509741 "
          + "-0.0924950663617552492565020793320719161134998340602953524403475045293046905641138953963"
          + "5443478914317624; "
          + "5.86145544294642002865925148698264789039433766616481443481815723905250733977071167974800"
          + "1615213663902 "
          + "-12.920969317847109291706118681783359395417807519557434591663122504399285192683431844524"
          + "06473953341318 "
          + "8.15936789857615864318040079453925348518191832113505330574835542395500922264867373498647"
          + "6723897412076 "
          + "-0.0715849732814009972245305425258297386912721314736354488272113965954637240230377787883"
          + "5224188947721923 "
          + "-0.0282690503940683829090030572127122414671763362687977000761787620127676457129157914220"
          + "6135768818558302",
      "0.09646076681806522951816731316512876333711995238157997181903319145764851595234062815396"
          + "262376369079535 1/100 "
          + "0.47988965041449957477524953229059651991304046219903324883326349442545420601530745235091"
          + "42460381418333 "
          + "1.37900857410374189319227482185687277075646264309136052593494006739724569802756129333120"
          + "8320407070504 "
          + "-3.2900695154360806799010475857113638501156832908949361585312967995948138110499254016770"
          + "42427876745471 "
          + "2.32471052409977398241535591839876579610906023322296241194406004631446539105471602784095"
          + "7237667842339"),

  /**
   * Kutta-Nystroem of order 5: Kutta's six stages with Nystroem's correction. Order 5, six stages.
   * Not the Nystroem methods for second-order equations. Source: Kutta 1901, corrected by Nystroem
   * 1925.
   */
  KUTTA_NYSTROEM5(
      "Kutta-Nystroem fifth-order",
      5,
      "Kutta 1901, corrected by Nystroem 1925",
      "1/3; 4/25 6/25; 1/4 -3 15/4; 2/27 10/9 -50/81 8/81; 2/25 12/25 2/15 8/75 0",
      "23/192 0 125/192 0 -27/64 125/192"),

  /**
   * Butcher of order 6 in seven stages, the fewest possible. Order 6, seven stages. Not Butcher's
   * Lobatto form, which has other nodes. Source: Butcher 1964.
   */
  BUTCHER6(
      "Butcher sixth-order",
      6,
      "Butcher 1964",
      "1/3; 0 2/3; 1/12 1/3 -1/12; -1/16 9/8 -3/16 -3/8; 0 9/8 -3/8 -3/4 1/2; 9/44 "
          + "-9/11 63/44 18/11 0 -16/11",
      "11/120 0 27/40 27/40 -4/15 -4/15 11/120"),

  /**
   * Butcher of order 6 in seven stages whose nodes are those of Lobatto quadrature. Order 6, seven
   * stages. Not {@link #BUTCHER6}, whose nodes are thirds and halves. Source: Butcher 1964.
   */
  BUTCHER6_LOBATTO(
      "Butcher sixth-order Lobatto",
      6,
      "Butcher 1964",
      "(5-sqrt(5))/10; -sqrt(5)/10 (5+2*sqrt(5))/10; (-15+7*sqrt(5))/20 "
          + "(-1+sqrt(5))/4 (15-7*sqrt(5))/10; (5-sqrt(5))/60 0 1/6 (15+7*sqrt(5))/60; "
          + "(5+sqrt(5))/60 0 (9-5*sqrt(5))/12 1/6 (-5+3*sqrt(5))/10; 1/6 0 "
          + "(-55+25*sqrt(5))/12 (-25-7*sqrt(5))/12 5-2*sqrt(5) (5+sqrt(5))/2",
      "1/12 0 0 0 5/12 5/12 1/12"),

  /**
   * Huta of order 6 in eight stages, the first version. Order 6, eight stages. Not {@link
   * #HUTA6_SECOND}. Source: Huta 1956.
   */
  HUTA6(
      "Huta sixth-order",
      6,
      "Huta 1956",
      "1/9; 1/24 1/8; 1/6 -1/2 2/3; -5/8 27/8 -3 3/4; 221/9 -109 289/3 -34/3 1/9; "
          + "-61/16 113/8 -59/6 -11/8 5/3 1/16; 358/41 -2079/82 501/41 417/41 -227/41 -9/82 "
          + "36/41",
      "41/840 0 9/35 9/280 34/105 9/280 9/35 41/840"),

  /**
   * Huta of order 6 in eight stages, the second version: the same nodes and weights, smaller
   * coefficients. Order 6, eight stages. Not {@link #HUTA6}. Source: Huta 1957.
   */
  HUTA6_SECOND(
      "second Huta sixth-order",
      6,
      "Huta 1957",
      "1/9; 1/24 1/8; 1/6 -1/2 2/3; 139/272 -945/544 105/68 99/544; -53/3 91/2 -52/3 "
          + "-107/6 8; 55487/22824 -83/16 2849/1902 34601/15216 -640/2853 107/2536; "
          + "-101195/25994 351/41 -35994/12997 -26109/25994 -10000/12997 -36/12997 36/41",
      "41/840 0 9/35 9/280 34/105 9/280 9/35 41/840"),

  /**
   * Dormand-Prince 8(7), its formula of order 8, with the exact rationals behind the published
   * ones, which are rounded to 18 digits. Order 8, thirteen stages. Other names: dopri8, RK8(7)13M.
   * Not {@link #VERNER8}; not Hairer's DOP853. Source: Prince and Dormand 1981.
   */
  DORMAND_PRINCE8(
      "Dormand-Prince eighth-order",
      8,
      "Prince and Dormand 1981",
      "1/18; 1/48 1/16; 1/32 0 3/32; 5/16 0 -75/64 75/64; 3/80 0 0 3/16 3/20; "
          + "215595617/4500000000 0 0 202047683/1800000000 -28693883/1125000000 "
          + "23124283/1800000000; 14873762658037143/879168438156250000 0 0 "
          + "3467633544794897/8940695981250000 1474287494383247/40978189914062500 "
          + "26709270507070017/135600555715625000 -14591655588284/84484570233063; "
          + "7586331039021946882049083502441337664277676907617750536566352/10979446160149121786022035"
          + "3338581031394059220336451160078730445 0 0 "
          + "-236057339412812449835946465344221735535939129430991059693568/37218461559827531478040797"
          + "7418918750488336340123563254504171 "
          + "-3299739166368883603096250588167927276977533790499480498577408/2047015385790514231292243"
          + "8758040531276858498706795978997729405 "
          + "4695919603694846215470554638065271273971468502369170235542016/33868800019443053645017125"
          + "945121606294438606951244256159879561 "
          + "291851811898394201384602939640627532330843113837053004434432000000/310174233778061645620"
          + "360730197195350622945922304711702829528117367 "
          + "6992959981041103840944260661352231159203510904000000/33042342481018810238716485165383193"
          + "327572243242031481; "
          + "99299034813490800741867453179778547/540971123539151162906952826011200000 0 0 "
          + "-2493835259080554724582/1010153717930905426875 "
          + "-48550347897506146536052/166675363458599395434375 "
          + "-24871192635697392099560348960246/939492072180864357472739828818125 "
          + "478776089216929482237673925052922000/168119099731629344552415590032785027 "
          + "6560308981643238155096750/23314158982833116227901307 "
          + "1586281686644478270321241459439899956623408540189275177/12818966182821619734532382093543"
          + "907143647820508227904000; "
          + "-102116003386322998978127600084904875522141269364791505043913504184525097818434721165778"
          + "087547359160299919872547571820573487921693/840167173853763624405192884547227545611182061"
          + "09968455863629915569413007015484884082989277327146750610032897620427741658059440288 0 0 "
          + "3385908726067522197425071433570219027172711695243610040107184674284980665587529741658169"
          + "79255870352236800/2030821207351508796505854552132996206041694849160380242125687570491157"
          + "3108931922671691153944392874968051 "
          + "6818929060561641678794854838582085958868479028874368076442204966171281741246153596992025"
          + "8787664375619072/74463444269555322538548000244876527554862144469213942211275210918009101"
          + "399417049796200897796107208216187 "
          + "-173428204373242447407263149851461009648683533893553407905814537676062289352450327468037"
          + "5038942168945756187943481380463560951840/28634553737749980591246227962162248924990921597"
          + "5695809863482134802066603511244489020404711919081949534640172065152437496912477 "
          + "-339954928022312444369642349010300376670789232637475594613897500096746669024111134872100"
          + "6509128775254952212682658842765965521154240000000/21242438510511769164808770310383807979"
          + "0425456287912424851546922389328485500145214289225448961304538830766072442444722564103495"
          + "915888123 "
          + "1445280819094373385634740329356404942807003600645554063735157589430888941210838990659960"
          + "0485253194980566957563315340127500000/97329875395163843179370172152820088378991468031329"
          + "8926814615071301495341142665245758696799918623095581715765886887649741383 "
          + "-847205714160239289113307424793539077951658318917591980262304042838612275700008766016957"
          + "700930195545053374220841398660187944621107065829310608865394026418258355/633587043839807"
          + "2699841611283032270648530033263028906062701945928596082597958856069746043830625361109589"
          + "1491565590971432387489415884103732012574255897878321824 "
          + "1151889889493235980984580352638946693591120682075486360381312445990584961727106466225363"
          + "73145562218909633738697549245770000/2243570142370464710927664468101698486398996665906229"
          + "1511947760084943925084166270812354794844590216383205333034660617626349; "
          + "21969012306961489525323859125985377266525845354279828748/8486801564808983921099746051781"
          + "9380601933600521692915045 0 0 -2291872762438069505504/480025046760766258851 "
          + "-3829018311866050387904/8800459190614048078935 "
          + "-607977714773374460437401016185253441418120832060126402968/19937072892942495939419010534"
          + "3852509479613745231838418799 "
          + "5302029233035772894614097632213626682295966947853615180783170000000/95053876625605288538"
          + "7161080614691196420735587733978871061913292363 "
          + "102968047255116137164987219663037502898143843145000000/167269110195785110963525007318217"
          + "05820659977305290973 "
          + "-111383789341965407321602142444917514115800834690201329379027449761759895100011973929185"
          + "171163615/220034547752724398617237390558001756197778531280552687665118005115495467532405"
          + "22083740083243539 "
          + "44737471541467333111555512048686345065750/20391511842264262870398286145868618178341 5965"
          + "4691074835298853819814743244482911245107539943697087661889433746108795332800266475940740"
          + "1623072330633057948252/44310761259837620854492842053484787905357173020434162349119014793"
          + "28512794465980800998816354448181196721636373483787; "
          + "1066221205855832326088695778460159015192405644968016897066521076847764032613686056268693"
          + "633/129643169361052555748830919747490420621626265424054495047187430572389017433935655160"
          + "9704000 0 0 "
          + "-1335791413506612664643690684478806471077526746614666064/1145749077986017791791102718149"
          + "03983120429559544320175 "
          + "-1591415543044168099882026495959288688569084060473110176/2100539976307699284950354983273"
          + "239690541208591645869875 "
          + "3397575848853263183274241685764557291317886670424753961042301237019384516747045517689092"
          + "4/47586856225469573819304596274208152402640120925455970356063642741972959597009066064956"
          + "075 "
          + "1217665342866711309049298465620757463306396775924660125493044840944447087078602423511513"
          + "8527800000/10083537861451189686209888915182340342240479944420490713102586868401843371017"
          + "21351612973016221399 "
          + "-339784374935367314296824613776444883113869450234942131172912300100535979345925250000/15"
          + "9698690787587746004588725210359673189662237866695585709500421500486548151424426361 49550"
          + "9569270049941862805238094801667797873301384136587810977567766905686639811094978886977113"
          + "5857671298802131693154421086808143/24897898854628731585312340225797229827848222574581641"
          + "05126884288597324542930882581099522281388970940826324647386340365850671680 "
          + "-563115171027780776675066866318087406247194110301648522108648094708415/24035325954444983"
          + "72383116767918060257292523183751650851596520916634577 "
          + "1473324875801584508879559570616587180125389674630833698069632007024265594349158767147518"
          + "33908862217396388157664714990174448521780809/8375990840857493581493404150480503089700858"
          + "5189361480362907354604873532794781607040033040487081682023472749514352267349882647626782"
          + "5 0",
      "212810988215683677989664967567559/5097575504458999984164528930580800 0 0 0 0 "
          + "-570667999368605802515460802224128/10291145812277763122885317774476825 "
          + "3970894643399159150754126826496000000000000/16592904867230933191457493387696939021741363"
          + " 177094288219480472437690862000000000000/251729356670100506734814442705774463449 "
          + "-668226094482958509202121765136451197877132732030229945004060507939720523148094616299696"
          + "45683/8795230522033833696944764389915081636345682156298599877802243507000109177804209754"
          + "5895594560 "
          + "314652731163869955629145958568800000/476340207420551356675670184044905167 "
          + "1770149540887896477075228489907574325195043146860670757844765030382124505360953653163603"
          + "85634933688213244039743969578872631174179769/1119019983628991838522384101261104859676427"
          + "1637269221217337320803775766164856319330679851009081324438622050909613832509902151781082"
          + "00 -454665916000392064556420344242099/1909482158429176288068071462671400 1/4"),

  /**
   * Cooper-Verner of order 8 in eleven stages, the fewest known. Order 8, eleven stages. Not {@link
   * #VERNER8}. Source: Cooper and Verner 1972.
   */
  COOPER_VERNER8(
      "Cooper-Verner eighth-order",
      8,
      "Cooper and Verner 1972",
      "1/2; 1/4 1/4; 1/7 (-7+3*sqrt(21))/98 (21-5*sqrt(21))/49; (11-sqrt(21))/84 0 "
          + "(18-4*sqrt(21))/63 (21+sqrt(21))/252; (5-sqrt(21))/48 0 (9-sqrt(21))/36 "
          + "(-231-14*sqrt(21))/360 (63+7*sqrt(21))/80; (10+sqrt(21))/42 0 "
          + "(-432-92*sqrt(21))/315 (633+145*sqrt(21))/90 (-504-115*sqrt(21))/70 "
          + "(63+13*sqrt(21))/35; 1/14 0 0 0 (14+3*sqrt(21))/126 (13+3*sqrt(21))/63 1/9; 1/32 "
          + "0 0 0 (91+21*sqrt(21))/576 11/72 (-385+75*sqrt(21))/1152 (63-13*sqrt(21))/128; "
          + "1/14 0 0 0 1/9 (-733+147*sqrt(21))/2205 (515-111*sqrt(21))/504 "
          + "(-51+11*sqrt(21))/56 (132-28*sqrt(21))/245; 0 0 0 0 (-42-7*sqrt(21))/18 "
          + "(-18-28*sqrt(21))/45 (-273+53*sqrt(21))/72 (301-53*sqrt(21))/72 "
          + "(28+28*sqrt(21))/45 (49+7*sqrt(21))/18",
      "1/20 0 0 0 0 0 0 49/180 16/45 49/180 1/20"),

  /**
   * Verner of order 8: the fourteen stages of the 8(9) pair that the formula of order 8 needs. The
   * paper means this method; the tableau that it prints is {@link #VERNER8_AS_PUBLISHED}. Order 8,
   * fourteen stages. Other names: RK-8, Verner's 8(9). Not {@link #DORMAND_PRINCE8}. Source: Verner
   * 1978.
   */
  VERNER8(
      "Verner eighth-order",
      8,
      "Verner 1978",
      "1/12; 1/27 2/27; 1/24 0 1/8; (4+94*sqrt(6))/375 0 (-94-84*sqrt(6))/125 "
          + "(328+208*sqrt(6))/375; (9-sqrt(6))/150 0 0 (312+32*sqrt(6))/1425 "
          + "(69+29*sqrt(6))/570; (927-347*sqrt(6))/1250 0 0 (-16248+7328*sqrt(6))/9375 "
          + "(-489+179*sqrt(6))/3750 (14268-5798*sqrt(6))/9375; 2/27 0 0 0 0 (16-sqrt(6))/54 "
          + "(16+sqrt(6))/54; 19/256 0 0 0 0 (118-23*sqrt(6))/512 (118+23*sqrt(6))/512 "
          + "-9/256; 11/144 0 0 0 0 (266-sqrt(6))/864 (266+sqrt(6))/864 -1/16 -8/27; "
          + "(5034-271*sqrt(6))/61440 0 0 0 0 0 (7859-1626*sqrt(6))/10240 "
          + "(-2232+813*sqrt(6))/20480 (-594+271*sqrt(6))/960 (657-813*sqrt(6))/5120; "
          + "(5996-3794*sqrt(6))/405 0 0 0 0 (-4342-338*sqrt(6))/9 (154922-40458*sqrt(6))/135 "
          + "(-4176+3794*sqrt(6))/45 (-340864+242816*sqrt(6))/405 (26304-15176*sqrt(6))/45 "
          + "-26624/81; (3793+2168*sqrt(6))/103680 0 0 0 0 (4042+2263*sqrt(6))/13824 "
          + "(-231278+40717*sqrt(6))/69120 (7947-2168*sqrt(6))/11520 (1048-542*sqrt(6))/405 "
          + "(-1383+542*sqrt(6))/720 2624/1053 3/1664; -137/1296 0 0 0 0 "
          + "(5642-337*sqrt(6))/864 (5642+337*sqrt(6))/864 -299/48 184/81 -44/9 -5120/1053 "
          + "-11/468 16/9",
      "103/1680 0 0 0 0 0 0 -27/140 76/105 -201/280 1024/1365 3/7280 12/35 9/280"),

  /**
   * Verner of order 9: the formula that the same pair compares with {@link #VERNER8}; it needs
   * fifteen of the sixteen stages. Order 9, fifteen stages. Other names: Verner's 8(9). Source:
   * Verner 1978.
   */
  VERNER9(
      "Verner ninth-order",
      9,
      "Verner 1978",
      "1/12; 1/27 2/27; 1/24 0 1/8; (4+94*sqrt(6))/375 0 (-94-84*sqrt(6))/125 "
          + "(328+208*sqrt(6))/375; (9-sqrt(6))/150 0 0 (312+32*sqrt(6))/1425 "
          + "(69+29*sqrt(6))/570; (927-347*sqrt(6))/1250 0 0 (-16248+7328*sqrt(6))/9375 "
          + "(-489+179*sqrt(6))/3750 (14268-5798*sqrt(6))/9375; 2/27 0 0 0 0 "
          + "(16-sqrt(6))/54 (16+sqrt(6))/54; 19/256 0 0 0 0 (118-23*sqrt(6))/512 "
          + "(118+23*sqrt(6))/512 -9/256; 11/144 0 0 0 0 (266-sqrt(6))/864 "
          + "(266+sqrt(6))/864 -1/16 -8/27; (5034-271*sqrt(6))/61440 0 0 0 0 0 "
          + "(7859-1626*sqrt(6))/10240 (-2232+813*sqrt(6))/20480 (-594+271*sqrt(6))/960 "
          + "(657-813*sqrt(6))/5120; (5996-3794*sqrt(6))/405 0 0 0 0 (-4342-338*sqrt(6))/9 "
          + "(154922-40458*sqrt(6))/135 (-4176+3794*sqrt(6))/45 "
          + "(-340864+242816*sqrt(6))/405 (26304-15176*sqrt(6))/45 -26624/81; "
          + "(3793+2168*sqrt(6))/103680 0 0 0 0 (4042+2263*sqrt(6))/13824 "
          + "(-231278+40717*sqrt(6))/69120 (7947-2168*sqrt(6))/11520 "
          + "(1048-542*sqrt(6))/405 (-1383+542*sqrt(6))/720 2624/1053 3/1664; "
          + "(33617-2168*sqrt(6))/518400 0 0 0 0 (-3846+31*sqrt(6))/13824 "
          + "(155338-52807*sqrt(6))/345600 (-12537+2168*sqrt(6))/57600 "
          + "(92+542*sqrt(6))/2025 (-1797-542*sqrt(6))/3600 320/567 -1/1920 4/105; "
          + "(-36487-30352*sqrt(6))/279600 0 0 0 0 (-29666-4499*sqrt(6))/7456 "
          + "(2779182-615973*sqrt(6))/186400 (-94329+91056*sqrt(6))/93200 "
          + "(-232192+121408*sqrt(6))/17475 (101226-22764*sqrt(6))/5825 -169984/9087 "
          + "-87/30290 492/1165 1260/233",
      "23/525 0 0 0 0 0 0 171/1400 86/525 93/280 -2048/6825 -3/18200 39/175 9/25 " + "233/4200"),

  /**
   * What figure 7 of the paper prints for {@link #VERNER8}, misprints and rounded numbers included.
   * Its weights sum to 0.9924: order 0. Order 0, fourteen stages. Not {@link #VERNER8}. Source:
   * equations (14)-(15) of the paper.
   */
  VERNER8_AS_PUBLISHED(
      "as-published Verner",
      0,
      "equations (14)-(15) of the paper",
      "1/12; 1/27 2/27; 1/24 0 1/8; (4+94*sqrt(6))/375 0 (-94-84*sqrt(6))/125 "
          + "(328+206*sqrt(6))/375; (9-sqrt(6))/150 0 0 (312+32*sqrt(6))/1425 "
          + "(69+29*sqrt(6))/570; (927-347*sqrt(6))/1250 0 0 (-16248+7328*sqrt(6))/9375 "
          + "(-489+179*sqrt(6))/3750 (14268-5798*sqrt(6))/9375; 2/27 0 0 0 0 (16-sqrt(6))/54 "
          + "(16+sqrt(6))/54; 19/256 0 0 0 0 (118-23*sqrt(6))/512 (118+23*sqrt(6))/512 "
          + "-9/256; 11/144 0 0 0 0 (266-sqrt(6))/864 (266+sqrt(6))/864 -1/16 -8/27; "
          + "(5034-271*sqrt(6))/61440 0 0 0 0 0 (7859-1626*sqrt(6))/10240 "
          + "(-2232+813*sqrt(6))/20480 (-594+271*sqrt(6))/960 (657-813*sqrt(6))/5120; "
          + "-8.14164 0 0 0 0 -574.436 847.88 113.719 626.94 605.73 -328.69; 0.0878 0 0 0 0 "
          + "0.69337 -1.9 0.23 -0.69 -0.077 2.49 0.0018; -0.1 0 0 0 0 5.575 7.486 -6.23 2.27 "
          + "-4.89 -4.86 -0.0235 1.78",
      "0.06 0 0 0 0 0 0 -0.19 0.72 -0.72 0.75 0.0004 0.34 0.032"),

  /**
   * The reversible residual network: two halves of the channels, x1 and x2, each moved by a
   * function of the other. Its input can be computed from its output, so that training need not
   * keep what lies between. Order 1 (the semi-implicit, symplectic Euler step of {@code x1' =
   * F1(x2), x2' = F2(x1)}), two stages, each on half the channels. Other names: RevNet, additive
   * coupling. Table 1 of the paper calls it forward Euler and gives both functions the same
   * weights. Source: Gomez et al. 2017.
   */
  REVNET(
      "reversible residual network",
      1,
      "Gomez et al. 2017; Table 1 of the paper",
      Family.REVERSIBLE,
      2,
      "k1 = F1(x2); y1 = x1 + k1; k2 = F2(y1); y2 = x2 + k2"),

  /**
   * PolyNet of degree 2, mpoly-2: {@code y = x + F1(x) + F2(F1(x))}. With {@link Weights#PER_BLOCK}
   * it is poly-2, {@code I + F + F F}: for linear F the first terms of backward Euler's {@code (I -
   * F)^-1}, which is why Table 1 of the paper calls it that. Order 1, two stages. Source: Zhang et
   * al. 2017.
   */
  POLYNET2(
      "PolyNet second-degree",
      1,
      "Zhang et al. 2017; Table 1 of the paper",
      Family.POLYNOMIAL,
      2,
      "k1 = F1(x); k2 = F2(k1); y = x + k1 + k2"),

  /**
   * PolyNet of degree 3, mpoly-3: {@code y = x + F1(x) + F2(F1(x)) + F3(F2(F1(x)))}; with {@link
   * Weights#PER_BLOCK} poly-3. Order 1, three stages. Source: Zhang et al. 2017.
   */
  POLYNET3(
      "PolyNet third-degree",
      1,
      "Zhang et al. 2017",
      Family.POLYNOMIAL,
      3,
      "k1 = F1(x); k2 = F2(k1); k3 = F3(k2); y = x + k1 + k2 + k3"),

  /**
   * The linear multistep network: {@code y = (1 - c) x + c p + F(x)}, where p is the input of the
   * block before and c is trained, one number for each block; the first block, which has no p, is
   * an Euler block. Order 1 (of {@code (1 + c) y' = F(y)}; stable for c in (-1, 1]), one stage.
   * Other names: LM-ResNet. Table 1 of the paper prints F(p) for p, and its step for c. Source: Lu
   * et al. 2018, who write k for c.
   */
  LM_RESNET(
      "linear multistep",
      1,
      "Lu et al. 2018; Table 1 of the paper",
      Family.MULTISTEP,
      1,
      "k1 = F1(x); y = (1 - c) x + c p + k1"),

  /**
   * Leapfrog for {@code y'' = F(y)}: {@code y = 2 x - p + h^2 F(x)}, where p is the input of the
   * block before; the first block starts from p = x, that is at rest half a step before. Order 2 in
   * the interior, one stage. A trained h cannot start from 0. Other names: second-order CNN,
   * Stoermer-Verlet. Source: Ruthotto and Haber 2020.
   */
  LEAPFROG(
      "leapfrog",
      2,
      "Ruthotto and Haber 2020; Table 1 of the paper",
      Family.SECOND_ORDER,
      1,
      "k1 = F1(x); y = 2 x - p + h k1");

  /** How the blocks of a scheme are wired, as far as no coefficient tells. */
  public enum Family {
    /** An explicit Runge-Kutta method, given by its tableau. */
    RUNGE_KUTTA,
    /** Two halves of the channels, each moved by a function of the other. */
    REVERSIBLE,
    /** The states of a chain of sub-nets, summed. */
    POLYNOMIAL,
    /** A block reads the input of the block before, with a trained weight. */
    MULTISTEP,
    /** The discretisation of an equation of second order, which reads the block before too. */
    SECOND_ORDER
  }

  private final String title;
  private final int order;
  private final String source;
  private final Family family;
  private final int stages;
  private final String a;
  private final String b;
  private final String formula;

  Scheme(String title, int order, String source, String a, String b) {
    this.title = title;
    this.order = order;
    this.source = source;
    this.family = Family.RUNGE_KUTTA;
    this.stages = b.split(" ").length;
    this.a = a;
    this.b = b;
    this.formula = "";
  }

  Scheme(String title, int order, String source, Family family, int stages, String formula) {
    this.title = title;
    this.order = order;
    this.source = source;
    this.family = family;
    this.stages = stages;
    this.a = "";
    this.b = "";
    this.formula = formula;
  }

  /** The schemes that are given by a tableau. */
  public static List<Scheme> rungeKutta() {
    return Arrays.stream(values()).filter(scheme -> scheme.family == Family.RUNGE_KUTTA).toList();
  }

  /** How the blocks are wired. */
  public Family family() {
    return family;
  }

  /**
   * The wiring of a scheme that has no tableau, as formulas separated by semicolons; empty for a
   * Runge-Kutta method.
   */
  public String formula() {
    return formula;
  }

  /** The method's name in the literature, as in "the forward Euler method". */
  public String title() {
    return title;
  }

  /** The order of consistency that the tableau has. */
  public int order() {
    return order;
  }

  /** Where the tableau was published. */
  public String source() {
    return source;
  }

  /**
   * The rows of {@code a} for stages 2, 3, ...: the coefficients of {@code k1}, {@code k2}, ...;
   * none for a scheme that is not a Runge-Kutta method.
   */
  public List<String> a() {
    return a.isEmpty() ? List.of() : List.of(a.split("; "));
  }

  /**
   * The weights {@code b} of {@code k1}, {@code k2}, ... in the block's output; empty for a scheme
   * that is not a Runge-Kutta method.
   */
  public String b() {
    return b;
  }

  /** How often a block evaluates a sub-net. */
  public int stages() {
    return stages;
  }
}
