/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** HTML's names of ASCII signs and of the letters and signs of Latin-1; names of letters differ in case like the letters. */
public final class Entities {
    /** How many letters and digits the longest name that is known has, with some to spare. */
    public static final int LONGEST_NAME = 12;

    private static final int LATIN = 0xA0;

    private static final String LATIN_NAMES = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy"
            + " reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
            + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml"
            + " ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig"
            + " agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml"
            + " eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    private static final String ASCII_NAMES = "amp& lt< gt> quot\" apos' excl! num# dollar$ percnt% lpar( rpar) ast*"
            + " midast* plus+ comma, hyphen- dash- period. sol/ colon: semi; equals= quest? commat@ lsqb[ lbrack["
            + " bsol\\ rsqb] rbrack] hat^ lowbar_ underbar_ grave` lcub{ lbrace{ verbar| vert| rcub} rbrace}";

    private static final Map<String, Integer> NAMES = names();

    private Entities() {}

    private static Map<String, Integer> names() {
        Map<String, Integer> names = new HashMap<>();
        int point = LATIN;
        for (String each : LATIN_NAMES.split(" ", -1)) {
            names.put(each, point);
            point++;
        }
        names.put("nbsp", (int) ' ');
        for (String each : ASCII_NAMES.split(" ", -1)) {
            int last = each.length() - 1;
            names.put(each.substring(0, last), (int) each.charAt(last));
        }
        return names;
    }

    /**
     * Looks up a name.
     *
     * @param name the character's name; if it is unknown in this case, in any case
     * @return the code point; negative if there is none
     */
    public static int point(String name) {
        return NAMES.getOrDefault(name, NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), -1));
    }
}
