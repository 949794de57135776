using System.Net;
using System.Text;

namespace Portal.Ctl.Catalogue;

/// <summary>
/// The bytes of a demo artifact, made while they are sent and equal each time: a PDF that opens, a text that reads,
/// or for an installer noise of the promised size.
/// </summary>
internal sealed class ReleaseContent : HttpContent
{
    private const int Piece = 64 * 1024; // a multiple of 8, so that pieces do not change the noise
    private readonly Artifact _artifact;
    private readonly byte[] _head,
        _tail;

    public ReleaseContent(string title, Artifact artifact)
    {
        _artifact = artifact;
        (_head, _tail) = Path.GetExtension(artifact.FileName) switch
        {
            ".pdf" => DemoPdf.Around(title, artifact.Size),
            ".md" => (Text(title, artifact.Size), []),
            _ => ([], Array.Empty<byte>()),
        };
        Headers.ContentType = new("application/octet-stream");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _artifact.Size;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        await stream.WriteAsync(_head, cancellationToken);
        var (noise, piece) = (new PseudoRandom(_artifact.Id), new byte[Piece]);
        for (var left = _artifact.Size - _head.Length - _tail.Length; left > 0; left -= Piece)
        {
            noise.Fill(piece);
            await stream.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, Piece)), cancellationToken);
        }
        await stream.WriteAsync(_tail, cancellationToken);
    }

    private static byte[] Text(string title, long size)
    {
        var text = new StringBuilder(
            $"# {title}\n\nThis document belongs to a demo catalogue. Its sections repeat until it has its size.\n"
        );
        for (var section = 1; text.Length < size; section++)
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"\n## {section}. Before you begin\n\nClose the program, keep a copy of your settings and read what changed in this version.\n"
            );
        return Encoding.ASCII.GetBytes(text.ToString(0, (int)size - 1) + "\n");
    }
}
