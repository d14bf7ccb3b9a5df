/** Which of a phone's voices may read a text: pure. */

/** A tag as its maker and we both mean it: "zh_CN" and "zh-Hans" are one, "zh-TW" is another. */
function meant(tag) {
  try {
    const { language, script, region } = new Intl.Locale(tag.replaceAll("_", "-")).maximize();
    return { language: language === "no" ? "nb" : language, script, region };
  } catch {
    return {};
  }
}

/**
 * The voices that speak this very language, best first: the same region, then the phone's own default.
 * Only voices that live on the phone: others send what they read to their maker.
 * @param {{lang: string, localService: boolean, default: boolean}[]} voices
 * @param {string} tag language of the words, as `lang` gives it
 */
export function voicesFor(voices, tag) {
  const own = meant(tag);
  const rank = (voice) => Number(meant(voice.lang).region === own.region) * 2 + Number(voice.default);
  return voices
    .filter(({ lang, localService }) => {
      const { language, script } = meant(lang);
      return localService && language && language === own.language && script === own.script;
    })
    .sort((one, other) => rank(other) - rank(one));
}
