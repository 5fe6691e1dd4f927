"use strict";

/* What the page itself says, in both languages. */
const WORDS = {
  en: {
    title: "llmrec chat", subtitle: "a shop that listens", skip: "Skip to the message field",
    language: "Language", restart: "Start over", views: "Views", talk: "Talk", inside: "What it knows",
    message: "Your message", placeholder: "What are you looking for?", send: "Send", stop: "Stop",
    candidates: "Candidates", wishes: "Wishes", undo: "Undo", trace: "How the answer came about",
    hello: "What are you looking for today?",
    about: "Say it in your own words. On the right you see what is left of the shop, what was understood, and what was done; nothing is recommended that the shop does not have.",
    starters: ["I need a rain jacket", "Headphones, at most 60 dollars", "Something for making coffee on a camping trip", "What is popular?"],
    must: "must", prefer: "prefers", avoid: "avoids", turn: n => `turn ${n}`,
    noWishes: "None yet. Say what matters to you.",
    noTrace: "Each answer leaves its steps here.", noCandidates: "Nothing is left. Take something back.",
    left: (count, total) => `${count} of ${total}`,
    fits: (n, of) => `fits ${n} of ${of} wishes`, popularity: "popularity",
    liked: "Like", disliked: "Not for me", known: "Have it",
    sum: (ms, tokens) => `${ms} ms · ${tokens} tokens`,
    plan: "Plan", answer: "Wording", critic: "Critic", summary: "Summary",
    tokens: (input, output) => `${input} + ${output} tokens`, cached: "from cache",
    removed: "Taken out of the answer", less: "Did less than meant",
    failed: "That did not work. The conversation is as it was before.",
    gone: "This conversation has expired; a new one was started.",
    busy: "The last message is still being answered.", stopped: "Stopped.",
    answered: "The answer is there.", undone: "Taken back.", ms: "ms"
  },
  zh: {
    title: "llmrec 对话", subtitle: "会倾听的小店", skip: "跳到输入框",
    language: "语言", restart: "重新开始", views: "视图", talk: "对话", inside: "它知道什么",
    message: "您的消息", placeholder: "想找点什么？", send: "发送", stop: "停止",
    candidates: "候选商品", wishes: "愿望", undo: "撤销", trace: "回答是怎么来的",
    hello: "今天想找点什么？",
    about: "用自己的话说就好。右边可以看到还剩下哪些商品、听懂了什么、做了什么；店里没有的东西不会被推荐。",
    starters: ["我想买一件雨衣", "耳机，不超过300元", "有什么适合露营煮咖啡的？", "什么最受欢迎？"],
    must: "必须", prefer: "偏好", avoid: "不要", turn: n => `第${n}轮`,
    noWishes: "还没有。说说您在意什么吧。",
    noTrace: "每次回答的步骤都会显示在这里。", noCandidates: "没有剩下的商品了，请撤销一些条件。",
    left: (count, total) => `${total} 件中剩 ${count} 件`,
    fits: (n, of) => `符合 ${of} 个愿望中的 ${n} 个`, popularity: "热度",
    liked: "喜欢", disliked: "不合适", known: "已有",
    sum: (ms, tokens) => `${ms} 毫秒 · ${tokens} 个词元`,
    plan: "规划", answer: "措辞", critic: "检查", summary: "摘要",
    tokens: (input, output) => `${input} + ${output} 个词元`, cached: "来自缓存",
    removed: "已从回答中去掉", less: "没有全部做到",
    failed: "没有成功。对话保持原样。",
    gone: "这段对话已过期，已开始新的对话。",
    busy: "上一条消息还在回答中。", stopped: "已停止。",
    answered: "回答好了。", undone: "已撤销。", ms: "毫秒"
  }
};
