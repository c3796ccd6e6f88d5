import { finalSound, particle, withParticle } from '../models/data/korean.ts';
import { createKoreanWord, type KoreanClass, type WordKind } from '../models/data/korean-conjugation.ts';

describe('particles', () => {
  test.each([
    ['책', '은', '책은'],
    ['사과', '은', '사과는'],
    ['책', '이', '책이'],
    ['친구', '가', '친구가'],
    ['물', '을', '물을'],
    ['커피', '를', '커피를'],
    ['빵', '과', '빵과'],
    ['우유', '과', '우유와'],
    ['서울', '으로', '서울로'],
    ['부산', '으로', '부산으로'],
    ['학교', '으로', '학교로'],
    ['지하철', '로', '지하철로'],
    ['민준', '아', '민준아'],
    ['수지', '아', '수지야'],
    ['밥', '이나', '밥이나'],
    ['차', '이나', '차나'],
    ['물', '이나', '물이나'],
    ['선생님', '이라고', '선생님이라고'],
    ['의사', '이라고', '의사라고'],
    ['형', '이랑', '형이랑'],
    ['누나', '이랑', '누나랑'],
    ['집', '에서', '집에서'],
    ['집', '에', '집에'],
    ['학생', '이에요', '학생이에요'],
    ['가수', '이에요', '가수예요'],
    ['저', '이', '제가'],
    ['나', '가', '내가'],
    ['누구', '이', '누가'],
    ['저', '은', '저는'],
    ['저', '의', '제'],
    ['언니', '을 위해', '언니를 위해'],
    ['길', '을 따라', '길을 따라'],
    ['날씨', '에 대해', '날씨에 대해'],
  ])('%s + %s', (word, name, expected) => {
    expect(withParticle(word, name)).toBe(expected);
  });

  test.each([
    ['3', '은', '은'],
    ['2', '은', '는'],
    ['7', '으로', '로'],
    ['6', '으로', '으로'],
    ['10', '이', '이'],
    ['5', '이', '가'],
    ['TV', '을', '를'],
    ['PC', '이', '가'],
    ['URL', '로', '로'],
    ['GYM', '로', '으로'],
    ['Zoom', '을', '을'],
    ['Google', '은', '는'],
    ['"책"', '은', '은'],
  ])('%s is read aloud before %s', (word, name, expected) => {
    expect(particle(word, name)).toBe(expected);
  });

  test('what is not read has no final sound', () => {
    expect(finalSound('')).toBe('');
    expect(finalSound('!')).toBe('');
  });
});

const POLITE: readonly (readonly [string, KoreanClass | '', WordKind, string, string])[] = [
  // dictionary form, class, kind, -아/어요, -았/었어요
  ['먹다', '', 'verb', '먹어요', '먹었어요'],
  ['가다', '', 'verb', '가요', '갔어요'],
  ['오다', '', 'verb', '와요', '왔어요'],
  ['보다', '', 'verb', '봐요', '봤어요'],
  ['배우다', '', 'verb', '배워요', '배웠어요'],
  ['마시다', '', 'verb', '마셔요', '마셨어요'],
  ['보내다', '', 'verb', '보내요', '보냈어요'],
  ['세다', '', 'verb', '세요', '셌어요'],
  ['켜다', '', 'verb', '켜요', '켰어요'],
  ['되다', '', 'verb', '돼요', '됐어요'],
  ['쉬다', '', 'verb', '쉬어요', '쉬었어요'],
  ['비다', '', 'verb', '비어요', '비었어요'],
  ['피다', '', 'verb', '피어요', '피었어요'],
  ['놓다', '', 'verb', '놓아요', '놓았어요'],
  ['앉다', '', 'verb', '앉아요', '앉았어요'],
  ['서다', '', 'verb', '서요', '섰어요'],
  ['치다', '', 'verb', '쳐요', '쳤어요'],
  ['공부하다', '', 'verb', '공부해요', '공부했어요'],
  ['만들다', '', 'verb', '만들어요', '만들었어요'],
  ['살다', '', 'verb', '살아요', '살았어요'],
  ['쓰다', '', 'verb', '써요', '썼어요'],
  ['끄다', '', 'verb', '꺼요', '껐어요'],
  ['잠그다', '', 'verb', '잠가요', '잠갔어요'],
  ['모으다', '', 'verb', '모아요', '모았어요'],
  ['따르다', '으', 'verb', '따라요', '따랐어요'],
  ['들르다', '으', 'verb', '들러요', '들렀어요'],
  ['모르다', '', 'verb', '몰라요', '몰랐어요'],
  ['부르다', '', 'verb', '불러요', '불렀어요'],
  ['서두르다', '', 'verb', '서둘러요', '서둘렀어요'],
  ['이르다', '러', 'verb', '이르러요', '이르렀어요'],
  ['푸다', '우', 'verb', '퍼요', '펐어요'],
  ['듣다', 'ㄷ', 'verb', '들어요', '들었어요'],
  ['걷다', 'ㄷ', 'verb', '걸어요', '걸었어요'],
  ['깨닫다', 'ㄷ', 'verb', '깨달아요', '깨달았어요'],
  ['닫다', '', 'verb', '닫아요', '닫았어요'],
  ['돕다', 'ㅂ', 'verb', '도와요', '도왔어요'],
  ['눕다', 'ㅂ', 'verb', '누워요', '누웠어요'],
  ['굽다', 'ㅂ', 'verb', '구워요', '구웠어요'],
  ['입다', '', 'verb', '입어요', '입었어요'],
  ['짓다', 'ㅅ', 'verb', '지어요', '지었어요'],
  ['낫다', 'ㅅ', 'verb', '나아요', '나았어요'],
  ['씻다', '', 'verb', '씻어요', '씻었어요'],
  ['있다', '', 'verb', '있어요', '있었어요'],
  ['없다', '', 'verb', '없어요', '없었어요'],
  ['예쁘다', '', 'adjective', '예뻐요', '예뻤어요'],
  ['바쁘다', '', 'adjective', '바빠요', '바빴어요'],
  ['크다', '', 'adjective', '커요', '컸어요'],
  ['빠르다', '', 'adjective', '빨라요', '빨랐어요'],
  ['푸르다', '러', 'adjective', '푸르러요', '푸르렀어요'],
  ['춥다', 'ㅂ', 'adjective', '추워요', '추웠어요'],
  ['가깝다', 'ㅂ', 'adjective', '가까워요', '가까웠어요'],
  ['좁다', '', 'adjective', '좁아요', '좁았어요'],
  ['길다', '', 'adjective', '길어요', '길었어요'],
  ['좋다', '', 'adjective', '좋아요', '좋았어요'],
  ['빨갛다', 'ㅎ', 'adjective', '빨개요', '빨갰어요'],
  ['하얗다', 'ㅎ', 'adjective', '하얘요', '하얬어요'],
  ['어떻다', 'ㅎ', 'adjective', '어때요', '어땠어요'],
  ['그렇다', 'ㅎ', 'adjective', '그래요', '그랬어요'],
  ['비싸다', '', 'adjective', '비싸요', '비쌌어요'],
  ['맛있다', '', 'adjective', '맛있어요', '맛있었어요'],
  ['아니다', '', 'adjective', '아니에요', '아니었어요'],
  ['고장 나다', '', 'verb', '고장 나요', '고장 났어요'],
];

describe('polite present and past', () => {
  test.each(POLITE)('%s', (dictionary, irregular, kind, present, past) => {
    const word = createKoreanWord(dictionary, { kind, class: irregular || undefined });
    expect([word.form('아요'), word.form('았어요')]).toEqual([present, past]);
  });
});

const FORMS: readonly (readonly [string, KoreanClass | '', WordKind, Readonly<Record<string, string>>])[] = [
  [
    '먹다',
    '',
    'verb',
    {
      '(으)ㄹ 거예요': '먹을 거예요',
      '(으)면': '먹으면',
      adnominal: '먹는',
      '(으)ㄴ': '먹은',
      quote: '먹는다고',
      '(으)ㅂ시다': '먹읍시다',
      '(으)니까': '먹으니까',
      '(으)ㄹ까요': '먹을까요',
      아서: '먹어서',
      아야: '먹어야',
      '(으)려고': '먹으려고',
      고: '먹고',
      지만: '먹지만',
    },
  ],
  [
    '가다',
    '',
    'verb',
    {
      '(으)ㄹ 거예요': '갈 거예요',
      '(으)면': '가면',
      adnominal: '가는',
      '(으)ㄴ': '간',
      quote: '간다고',
      '(으)ㅂ시다': '갑시다',
      '(으)세요': '가세요',
      whether: '가는지',
      는: '가는',
      '(으)러': '가러',
    },
  ],
  [
    '만들다',
    '',
    'verb',
    {
      '(으)ㄹ 거예요': '만들 거예요',
      '(으)면': '만들면',
      adnominal: '만드는',
      '(으)ㄴ': '만든',
      quote: '만든다고',
      '(으)ㅂ시다': '만듭시다',
      '(으)세요': '만드세요',
      '(으)니까': '만드니까',
      '(으)려고': '만들려고',
      고: '만들고',
      네요: '만드네요',
      '(으)ㄹ게요': '만들게요',
      '(으)라고': '만들라고',
      '(으)시': '만드시',
    },
  ],
  [
    '듣다',
    'ㄷ',
    'verb',
    {
      '(으)면': '들으면',
      '(으)ㄴ': '들은',
      는: '듣는',
      '(으)ㄹ': '들을',
      '(으)세요': '들으세요',
      quote: '듣는다고',
      고: '듣고',
    },
  ],
  [
    '돕다',
    'ㅂ',
    'verb',
    {
      '(으)면': '도우면',
      '(으)ㄴ': '도운',
      adnominal: '돕는',
      '(으)ㄹ': '도울',
      아야: '도와야',
      지: '돕지',
      '(으)ㄹ게요': '도울게요',
    },
  ],
  ['짓다', 'ㅅ', 'verb', { '(으)면': '지으면', '(으)ㄴ': '지은', adnominal: '짓는', 고: '짓고' }],
  [
    '모르다',
    '',
    'verb',
    { '(으)면': '모르면', '(으)ㄹ': '모를', quote: '모른다고', 아서: '몰라서', adnominal: '모르는' },
  ],
  ['푸다', '우', 'verb', { '(으)면': '푸면', '(으)ㄴ': '푼' }],
  ['쓰다', '', 'verb', { '(으)면': '쓰면', 아서: '써서', '(으)ㄹ까요': '쓸까요', 곤: '쓰곤' }],
  [
    '춥다',
    'ㅂ',
    'adjective',
    {
      adnominal: '추운',
      quote: '춥다고',
      whether: '추운지',
      '(으)니까': '추우니까',
      네요: '춥네요',
      '(으)면': '추우면',
      게: '춥게',
    },
  ],
  [
    '길다',
    '',
    'adjective',
    { adnominal: '긴', quote: '길다고', whether: '긴지', 네요: '기네요', '(으)ㄹ': '길', background: '긴데' },
  ],
  ['빨갛다', 'ㅎ', 'adjective', { adnominal: '빨간', '(으)면': '빨가면', quote: '빨갛다고', 아서: '빨개서' }],
  ['예쁘다', '', 'adjective', { adnominal: '예쁜', quote: '예쁘다고', '(으)ㄹ': '예쁠', 았을: '예뻤을' }],
  [
    '맛있다',
    '',
    'adjective',
    { adnominal: '맛있는', quote: '맛있다고', whether: '맛있는지', '(으)면': '맛있으면', background: '맛있는데' },
  ],
  ['없다', '', 'verb', { adnominal: '없는', quote: '없다고', '(으)면': '없으면' }],
  ['아니다', '', 'adjective', { adnominal: '아닌', quote: '아니라고', 아서: '아니라서' }],
  ['좋아하다', '', 'verb', { adnominal: '좋아하는', quote: '좋아한다고', '(으)ㄹ': '좋아할', 아서: '좋아해서' }],
  ['눕다', 'ㅂ', 'verb', { '(으)세요': '누우세요', 아서: '누워서', '(으)ㄹ까요': '누울까요' }],
  ['이르다', '러', 'verb', { '(으)면': '이르면', 아서: '이르러서' }],
];

describe('other endings', () => {
  for (const [dictionary, irregular, kind, forms] of FORMS) {
    test.each(Object.entries(forms))(`${dictionary} + %s`, (ending, expected) => {
      const word = createKoreanWord(dictionary, { kind, class: irregular || undefined });
      expect(word.form(ending)).toBe(expected);
    });
  }
});

describe('이다', () => {
  test.each([
    [
      '의사',
      {
        아요: '의사예요',
        았어요: '의사였어요',
        adnominal: '의사인',
        quote: '의사라고',
        아서: '의사라서',
        '(으)면': '의사면',
      },
    ],
    [
      '학생',
      {
        아요: '학생이에요',
        았어요: '학생이었어요',
        adnominal: '학생인',
        quote: '학생이라고',
        아서: '학생이라서',
        '(으)면': '학생이면',
      },
    ],
  ])('%s', (noun, forms) => {
    const word = createKoreanWord(`${noun}이다`, { kind: 'adjective', copula: true });
    for (const [ending, expected] of Object.entries(forms)) expect(word.form(ending)).toBe(expected);
  });
});

describe('respect', () => {
  test.each([
    ['가다', '', '가세요', '가셨어요', '가실 거예요'],
    ['먹다', '', '드세요', '드셨어요', '드실 거예요'],
    ['자다', '', '주무세요', '주무셨어요', '주무실 거예요'],
    ['읽다', '', '읽으세요', '읽으셨어요', '읽으실 거예요'],
    ['만들다', '', '만드세요', '만드셨어요', '만드실 거예요'],
    ['듣다', 'ㄷ', '들으세요', '들으셨어요', '들으실 거예요'],
    ['밥을 먹다', '', '밥을 드세요', '밥을 드셨어요', '밥을 드실 거예요'],
  ] as const)('%s', (dictionary, irregular, ...expected) => {
    const word = createKoreanWord(dictionary, { class: irregular || undefined }).honorific();
    expect(['아요', '았어요', '(으)ㄹ 거예요'].map((ending) => word.form(ending))).toEqual(expected);
  });

  test('being somewhere is 계시다 where asked for', () => {
    const word = createKoreanWord('있다', { respectful: '계시다' });
    expect(word.honorific().form('아요')).toBe('계세요');
    expect(createKoreanWord('있다').honorific().form('아요')).toBe('있으세요');
  });
});

test('only dictionary forms are conjugated', () => {
  expect(() => createKoreanWord('먹어')).toThrow('not a dictionary form');
});
