/** What guessers try first, in lower case and without the digits and signs round it (admin2026!!!! is admin). */
export const COMMON_PASSWORDS = new Set(
  `password passwordpassword passwd passw0rd p@ssword p@ssw0rd pass admin adminadmin administrator root rootroot
  qwertyuiop qwertyuiopasdfghjkl qwerty qwertyqwerty asdfghjkl asdfghjklasdfghjkl zxcvbnm qazwsx qazwsxedc qazwsxedcrfv
  1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5y6 letmein letmeinplease welcome welcomewelcome iloveyou iloveyouforever changeme
  changemenow changeit trustnoone dragon monkey football baseball superman sunshine princess computer internet windows
  woaini woainiwoaini woaiwojia woaizhongguo nihao nihaonihao zhongguo zhonghua jiujiang jiujiangshi jiangxi jiangxisheng
  shichangjianguan shichangjianduju scjgj jjscjgj jjsscjgj zhiqiangban zhiliangqiangshi zhiliangrenzheng zhengfu shizhengfu
  bangongshi renminzhengfu mima mimamima guanliyuan wangluo huawei lenovo alibaba tencent test testtest testing user
  guest default secret secretsecret temporary system sysadmin master manager office viewer auditor tracker abc abcd
  abcdef abcdefgh abcabcabc aaa asd asdasd asdf asdfasdf zxc zxcvbn qwe qweqwe qweasd qweasdzxc qwer qwerqwer qwert`.split(
    /\s+/,
  ),
);
