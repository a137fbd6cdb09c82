/** The first page anybody sees, before there is an account; its script is a file of its own for the strict CSP. */
export const setUpPage = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>责任台账 初始设置</title>
<link rel="stylesheet" href="/setup.css">
<h1>责任台账 初始设置</h1>
<p>请设置两个账号:系统管理员管理账号,不办业务;质强办账号办理业务。密码至少12个字符,不用常见密码。</p>
<p><strong>本系统为非涉密系统,严禁录入涉密信息。</strong></p>
<form id="form">
  <fieldset>
    <legend>系统管理员</legend>
    <label>账号名 <input name="admin.name" required maxlength="40" autocomplete="off"></label>
    <label>姓名 <input name="admin.displayName" required maxlength="40"></label>
    <label>密码 <input name="admin.password" type="password" required minlength="12" autocomplete="new-password"></label>
  </fieldset>
  <fieldset>
    <legend>质强办</legend>
    <label>账号名 <input name="office.name" required maxlength="40" autocomplete="off"></label>
    <label>姓名 <input name="office.displayName" required maxlength="40"></label>
    <label>密码 <input name="office.password" type="password" required minlength="12" autocomplete="new-password"></label>
  </fieldset>
  <button>保存</button>
</form>
<p id="answer" role="status"></p>
<script src="/setup.js"></script>
</html>
`;

/** One column, labels above, one primary action: the look of every later page. */
export const setUpStyle = `
body { max-width: 30rem; margin: 3rem auto; padding: 0 1rem; background: #f7f8fa; color: #1f2329;
  font: 16px/1.6 "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; }
h1 { font-size: 22px; }
fieldset { margin: 0 0 1rem; padding: 1rem; border: 1px solid #e5e7eb; border-radius: 4px; background: #fff; }
legend { padding: 0 .5rem; font-weight: bold; }
label { display: block; margin-bottom: .75rem; color: #5a616b; }
input { display: block; box-sizing: border-box; width: 100%; padding: .4rem .6rem; border: 1px solid #858b94; border-radius: 4px; font: inherit; }
button { padding: .5rem 2rem; border: 0; border-radius: 4px; background: #245a8d; color: #fff; font: inherit; cursor: pointer; }
`;

export const setUpScript = `'use strict';
const form = document.getElementById('form');
const answer = document.getElementById('answer');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const body = { token: new URLSearchParams(location.search).get('token') ?? '', admin: {}, office: {} };
  for (const [field, value] of new FormData(form)) {
    const [who, what] = field.split('.');
    body[who][what] = value;
  }
  try {
    const response = await fetch('/api/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) {
      form.hidden = true;
      answer.textContent = '设置完成,现在可以用这两个账号登录。';
    } else {
      const problem = await response.json();
      const fields = (problem.errors ?? []).map((error) => error.field + ' ' + error.message);
      answer.textContent = [problem.detail, ...fields].join(' ');
    }
  } catch {
    answer.textContent = '网络中断,尚未保存,请再试一次。';
  }
});
`;
