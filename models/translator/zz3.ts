import { loadTranslator } from './infer.ts';
const t = await loadTranslator('/tmp/everyday');
for (const text of ['love', 'lov', 'tomorow', 'I want to go to the gym.', 'My name is Deshawn and I live in Busan.', 'Can you help me?', 'See https://example.com at 10:30 😀', '커피 마시고 싶어요.', '사랑', '저는 내일 부산에 갈 거예요.', 'asdf qwer', 'What are you doing tonight? I am bored.']) {
  console.log(text, '→', JSON.stringify(await t.translate(text)));
}
const times: number[] = [];
const s = 'I want to go to the gym today.';
for (let i = 0; i < 60; i++) { const t0 = performance.now(); await t.translate(s); times.push(performance.now() - t0); }
times.sort((a, b) => a - b); console.log('ms p50', times[30], 'p99', times[58]);
console.log(JSON.stringify(await t.explain('I love you.')));
