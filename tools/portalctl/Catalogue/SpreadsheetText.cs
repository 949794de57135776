namespace Portal.Ctl.Catalogue;

/// <summary>
/// A spreadsheet runs what begins like a formula (OWASP, CSV injection). Such a text gets an apostrophe before it, which spreadsheets do
/// not show; so does one that has apostrophes there already, so that it is read back as it was.
/// </summary>
internal static class SpreadsheetText
{
    private const char Apostrophe = '\'';

    public static string Write(string text) => IsFormula(text.TrimStart(Apostrophe)) ? Apostrophe + text : text;

    public static string Read(string text) =>
        text.StartsWith(Apostrophe) && IsFormula(text.TrimStart(Apostrophe)) ? text[1..] : text;

    private static bool IsFormula(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20', ..];
}
