using System.Globalization;
using System.Text;

namespace Portal.Ctl.Catalogue;

/// <summary>A PDF of one page with a title, brought to its size by a stream that no page shows.</summary>
internal static class DemoPdf
{
    /// <summary>What stands before and after the bytes of that stream.</summary>
    public static (byte[] Head, byte[] Tail) Around(string title, long size)
    {
        var page =
            $"BT /F1 24 Tf 72 720 Td ({string.Concat(title.Where(c => char.IsAscii(c) && c is not ('(' or ')' or '\\')))}) Tj ET";
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            $"<</Length {page.Length}>>\nstream\n{page}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ];
        var (head, offsets) = (new StringBuilder("%PDF-1.4\n"), new List<int>());
        foreach (var content in objects)
        {
            offsets.Add(head.Length);
            head.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{content}\nendobj\n");
        }
        offsets.Add(head.Length);
        const string Filler = "6 0 obj\n<</Length {0:D10}>>\nstream\n",
            Missing = "0000000000";
        var fillerHead = Filler.Length - "{0:D10}".Length + Missing.Length;
        var tail = new StringBuilder("\nendstream\nendobj\n");
        var table = string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n \n"));
        const string Rest =
            "xref\n0 7\n0000000000 65535 f \n{0}trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n{1:D10}\n%%EOF\n";
        var tailLength = tail.Length + string.Format(CultureInfo.InvariantCulture, Rest, table, 0).Length;
        var filler = size - head.Length - fillerHead - tailLength;
        head.AppendFormat(CultureInfo.InvariantCulture, Filler, filler);
        tail.AppendFormat(CultureInfo.InvariantCulture, Rest, table, head.Length + filler + tail.Length);
        return (Encoding.ASCII.GetBytes(head.ToString()), Encoding.ASCII.GetBytes(tail.ToString()));
    }
}
