"""The shapes of place names: the kind at the end, the stem before it, usual short forms. Pure string work."""

from __future__ import annotations

import re

_PEOPLES = (
    "各族|蒙古族?|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族"
    "|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族?|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族"
    "|普米族|塔吉克族?|怒族|乌孜别克族?|俄罗斯族?|鄂温克族?|德昂族|保安族|裕固族|京族|塔塔尔族?|独龙族|鄂伦春族?|赫哲族|门巴族|珞巴族|基诺族|民族"
)
# 长白朝鲜族自治县 → 长白县; 团结满族乡 → 团结乡. Only after two characters, so that 东乡族自治县 keeps its stem.
_PEOPLES_TAIL = re.compile(rf"(?<=..)(?:{_PEOPLES})+(?P<kind>自治区|自治州|自治县|自治旗|乡|苏木|区)$")
_SUFFIX = re.compile(r"(?:自治区|自治州|自治县|自治旗|特别行政区|地区|林区|特区|街道|苏木|[省市盟州县区旗镇乡])$")
_UPPER = re.compile(r"(?:.{2,6}[市县区旗])+")
# 科尔沁左翼中旗 → 科左中旗.
_BANNER = re.compile(r"(?P<first>.).*(?P<wing>[左右])翼(?P<part>[前后中]?)(?P<kind>旗|蒙古族自治县)$")


def stem(name: str) -> str:
    """The name without its kind and peoples: 长白朝鲜族自治县 → 长白."""
    return _SUFFIX.sub("", _PEOPLES_TAIL.sub(lambda match: match["kind"].removeprefix("自治"), name))


def without_upper(name: str) -> str:
    """A township that the code book lists with its county in front: 四平市铁东区平南街道 → 平南街道; else empty."""
    match = _UPPER.match(name)
    rest = name[match.end() :] if match else ""
    return rest if len(rest) > 2 else ""


def shorter(name: str) -> list[str]:
    """Usual short forms that still say the kind: 长白朝鲜族自治县 → 长白县; 科尔沁左翼中旗 → 科左中旗."""
    found = []
    plain = _PEOPLES_TAIL.sub(lambda match: match["kind"].removeprefix("自治"), name)
    if plain != name:
        found.append(plain)
    wings = _BANNER.match(name)
    if wings:
        kind = "旗" if wings["kind"] == "旗" else "县"
        found.append(f"{wings['first']}{wings['wing']}{wings['part']}{kind}")
    return found
