/**
 * Every word of the page, in both of its languages. `{value}` is filled in.
 */
const en = {
  tagline: 'someone to talk with',
  chatTab: 'Chat',
  digitsTab: 'Digits',
  tabs: 'Views',
  switchLanguage: '한국어',
  switchLanguageLabel: '한국어로 보기',
  about: 'About',
  aboutText:
    'Malbeot completes and translates while you type. Small recurrent networks do it, on this server alone; no other service sees a word.',
  models: 'The networks at work',
  modelDigits: 'Reads drawn digits',
  modelCompleter: 'Completes words',
  modelTranslator: 'Translates',
  notConnectedYet: 'Not connected yet.',

  connecting: 'Connecting…',
  online: 'Online',
  offline: 'No network',
  waitingLost: 'Reconnecting in {value} s',
  waitingRestarting: 'Server restarts, {value} s',
  waitingFlooded: 'Too fast, pausing {value} s',
  retryNow: 'Now',
  announceLost: 'Connection lost. Reconnecting by itself.',
  announceBack: 'Connected again.',

  conversation: 'Conversation',
  emptyTitle: 'Say a word.',
  emptyText: 'It is translated while your fingers are still on the keys, from English and from Korean. Try one:',
  emptyMore: 'Or just begin, with three letters:',
  you: 'You',
  guest: 'Guest {value}',
  newMessages: 'New messages',
  sending: 'Sending…',
  unsent: 'Sends once connected',
  retry: 'Try again',
  translating: 'Translating…',
  unknownWords: 'no translation',
  certainty: 'How sure the model is',

  composer: 'Message',
  placeholder: 'Type a word…',
  suggestions: 'Suggestions',
  send: 'Send',
  direction: 'Translate',
  directionAuto: 'Auto',
  notSure: 'not sure',
  alternatives: 'Other ways to say it',
  alternativesButton: 'Other ways to say it: {value}',
  previewEmpty: 'Translated here as you type',
  previewUnknown: 'Nothing I know yet',
  announceGhost: 'Suggestion: ',
  announceGhostKey: ', Tab accepts.',
  announcePreview: 'Translation: ',
  hintAccept: 'accept',
  hintChoose: 'choose',
  hintDismiss: 'dismiss',
  hintSend: 'send',
  composerHelp:
    'Grey letters are a suggestion. Tab accepts them, arrow keys choose another one, Escape dismisses them. Enter sends, Shift and Enter make a new line.',
  characters: '{value} characters over the limit of 500',
  charactersLeft: '{value} left',

  attentionButton: 'Which letters it came from',
  attentionTitle: 'Which letters it came from',
  attentionHelp:
    'Rows are the pieces of the translation, columns the letters that were written: the stronger a field, the more the network looked at that letter when it wrote that piece. Arrow keys go from piece to piece.',
  attentionWaiting: 'Asking the network…',
  close: 'Close',
  space: 'space',

  error_invalid_json: 'The server did not understand this page. Reload it.',
  error_unknown_type: 'The server is older than this page and cannot do that.',
  error_invalid_field: 'The server refused this as malformed.',
  error_text_too_long: 'Longer than 500 characters.',
  error_id_taken: 'The server already has a different message under this number.',
  error_no_explanation: 'This network has no attention to show for this text.',
  error_rate_limited: 'Too much at once. Wait a moment.',
  error_shutting_down: 'The server is restarting.',
  error_internal: 'Something went wrong on the server.',
  error_no_answer: 'The server did not answer.',

  digitsTitle: 'Draw a digit',
  digitsText: 'A recurrent network reads it as 28 rows of pixels, from top to bottom, while you draw.',
  pad: 'Drawing area',
  padHelp:
    'Draw with a finger, a pen or the mouse. Keyboard: arrow keys move the pen, Space sets it down or lifts it, Delete clears. Or choose an example.',
  padHint: 'Draw here, 0 to 9',
  penDown: 'Pen down',
  penUp: 'Pen up',
  clear: 'Clear',
  cleared: 'Cleared.',
  examples: 'Examples',
  example: 'Draw a {value}',
  prediction: 'Prediction',
  seen: 'What the network sees',
  scores: 'Score of each digit',
  digitOffline: 'Not connected: it is read once the server is back.',
  announceDigit: 'Looks like {value}',
};

export type StringKey = keyof typeof en;
export type InterfaceLanguage = 'en' | 'ko';

const ko: Record<StringKey, string> = {
  tagline: '이야기를 나눌 벗',
  chatTab: '대화',
  digitsTab: '숫자',
  tabs: '보기',
  switchLanguage: 'English',
  switchLanguageLabel: 'Show in English',
  about: '소개',
  aboutText:
    '말벗은 글을 쓰는 동안 낱말을 이어 주고 번역합니다. 작은 순환 신경망이 이 서버 안에서만 일하며, 쓴 글은 다른 곳으로 나가지 않습니다.',
  models: '일하고 있는 신경망',
  modelDigits: '손글씨 숫자 읽기',
  modelCompleter: '낱말 이어 쓰기',
  modelTranslator: '번역',
  notConnectedYet: '아직 연결되지 않았습니다.',

  connecting: '연결하는 중…',
  online: '연결됨',
  offline: '네트워크 없음',
  waitingLost: '{value}초 뒤 다시 연결',
  waitingRestarting: '서버 재시작, {value}초 뒤',
  waitingFlooded: '너무 빨라 {value}초 쉼',
  retryNow: '지금',
  announceLost: '연결이 끊겼습니다. 자동으로 다시 연결합니다.',
  announceBack: '다시 연결되었습니다.',

  conversation: '대화 내용',
  emptyTitle: '한마디 건네 보세요.',
  emptyText: '손가락이 아직 자판 위에 있을 때 영어와 한국어가 서로 번역됩니다. 하나 눌러 보세요:',
  emptyMore: '또는 세 글자로 시작해 보세요:',
  you: '나',
  guest: '손님 {value}',
  newMessages: '새 메시지',
  sending: '보내는 중…',
  unsent: '연결되면 보냅니다',
  retry: '다시 보내기',
  translating: '번역하는 중…',
  unknownWords: '번역 없음',
  certainty: '모델이 확신하는 정도',

  composer: '메시지',
  placeholder: '낱말을 입력하세요…',
  suggestions: '추천 낱말',
  send: '보내기',
  direction: '번역 방향',
  directionAuto: '자동',
  notSure: '확실하지 않음',
  alternatives: '다르게 옮긴 말',
  alternativesButton: '다르게 옮긴 말 {value}개',
  previewEmpty: '입력하는 동안 번역이 여기에 나타납니다',
  previewUnknown: '아직 모르는 말이에요',
  announceGhost: '추천: ',
  announceGhostKey: ', 탭 키로 받아들입니다.',
  announcePreview: '번역: ',
  hintAccept: '받아들이기',
  hintChoose: '고르기',
  hintDismiss: '닫기',
  hintSend: '보내기',
  composerHelp:
    '흐린 글자는 추천입니다. 탭 키로 받아들이고, 화살표 키로 다른 것을 고르고, Esc 키로 닫습니다. 엔터 키로 보내고, 시프트와 엔터로 줄을 바꿉니다.',
  characters: '500자에서 {value}자 넘었습니다',
  charactersLeft: '{value}자 남음',

  attentionButton: '어느 글자에서 왔는지 보기',
  attentionTitle: '어느 글자에서 왔을까요',
  attentionHelp:
    '가로줄은 번역의 조각, 세로줄은 쓴 글자입니다. 칸이 진할수록 신경망이 그 조각을 쓸 때 그 글자를 많이 보았습니다. 화살표 키로 조각 사이를 옮겨 다닙니다.',
  attentionWaiting: '신경망에 묻는 중…',
  close: '닫기',
  space: '빈칸',

  error_invalid_json: '서버가 이 페이지를 이해하지 못했습니다. 새로 고치세요.',
  error_unknown_type: '서버가 이 페이지보다 오래되어 할 수 없는 일입니다.',
  error_invalid_field: '형식이 맞지 않아 서버가 받지 않았습니다.',
  error_text_too_long: '500자를 넘었습니다.',
  error_id_taken: '같은 번호의 다른 메시지가 이미 있습니다.',
  error_no_explanation: '이 신경망은 이 글에 보여 줄 어텐션이 없습니다.',
  error_rate_limited: '너무 빨라요. 잠시 기다려 주세요.',
  error_shutting_down: '서버가 다시 시작하는 중입니다.',
  error_internal: '서버에 문제가 생겼습니다.',
  error_no_answer: '서버가 대답하지 않았습니다.',

  digitsTitle: '숫자를 그려 보세요',
  digitsText: '순환 신경망이 그림을 28줄로 나누어 위에서 아래로 읽습니다. 그리는 동안 바로요.',
  pad: '그리는 곳',
  padHelp:
    '손가락이나 펜, 마우스로 그립니다. 키보드: 화살표 키로 펜을 움직이고, 스페이스로 펜을 내리거나 들고, Delete로 지웁니다. 보기를 골라도 됩니다.',
  padHint: '여기에 0부터 9까지',
  penDown: '펜 내림',
  penUp: '펜 듦',
  clear: '지우기',
  cleared: '지웠습니다.',
  examples: '보기',
  example: '{value} 그리기',
  prediction: '알아본 숫자',
  seen: '신경망이 보는 그림',
  scores: '숫자마다의 점수',
  digitOffline: '연결되지 않았습니다. 서버가 돌아오면 읽습니다.',
  announceDigit: '{value}처럼 보입니다',
};

const STRINGS: Record<InterfaceLanguage, Record<StringKey, string>> = { en, ko };

export const isStringKey = (key: string | undefined): key is StringKey => key !== undefined && Object.hasOwn(en, key);

export const isInterfaceLanguage = (value: unknown): value is InterfaceLanguage => value === 'en' || value === 'ko';

/** The text under `key`, with `value` in its place. */
export function translate(language: InterfaceLanguage, key: StringKey, value: string | number = ''): string {
  return STRINGS[language][key].replaceAll('{value}', String(value));
}

/** Korean for who prefers it to English, English for everyone else. */
export function preferredLanguage(languages: readonly string[]): InterfaceLanguage {
  const known = languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isInterfaceLanguage);
  return known ?? 'en';
}
