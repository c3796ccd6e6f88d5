/** Numbers as Korean says them: 스물다섯 for years of age and hours, digits for prices and dates. */
const TENS = ['', '열', '스물', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔'];
const ONES = ['', '한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉'];

/** The native numeral as it stands before a counter: 한, 열두, 스무, 스물다섯. */
export function nativeNumber(value: number): string {
  if (value === 20) return '스무';
  return (TENS[Math.floor(value / 10)] ?? '') + (ONES[value % 10] ?? '');
}

const ENGLISH = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const ENGLISH_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** `twenty-five`. */
export function englishNumber(value: number): string {
  if (value < 20) return ENGLISH[value] ?? '';
  const one = value % 10;
  return (ENGLISH_TENS[Math.floor(value / 10)] ?? '') + (one ? `-${ENGLISH[one] ?? ''}` : '');
}

/** 12,000 as a Korean writes it: 1만 2천 원. */
export function koreanPrice(won: number): string {
  const tenThousands = Math.floor(won / 10000);
  const thousands = Math.floor((won % 10000) / 1000);
  const hundreds = Math.floor((won % 1000) / 100);
  const parts = [
    tenThousands ? `${tenThousands}만` : '',
    thousands ? `${thousands}천` : '',
    hundreds ? `${hundreds}백` : '',
  ];
  return `${parts.filter((part) => part !== '').join(' ')} 원`;
}
