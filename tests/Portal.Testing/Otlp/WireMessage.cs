using System.Buffers.Binary;
using System.Text;

namespace Portal.Testing.Otlp;

/// <summary>A Protocol Buffers message, read by field numbers: a few fields of OTLP need no generated types.</summary>
internal sealed class WireMessage
{
    private const int Varint = 0,
        Fixed64 = 1,
        Delimited = 2,
        Fixed32 = 5;

    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public WireMessage(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var tag = Number(ref message);
            var field = (int)(tag >> 3);
            switch ((int)(tag & 7))
            {
                case Varint:
                    _fields.Add((field, Number(ref message), default));
                    break;
                case Fixed64:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8).Span), default));
                    break;
                case Delimited:
                    _fields.Add((field, 0, Take(ref message, (int)Number(ref message))));
                    break;
                case Fixed32:
                    _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4).Span), default));
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} of field {field} is not in use any more.");
            }
        }
    }

    public IEnumerable<WireMessage> All(int field) => Values(field).Select(value => new WireMessage(value.Bytes));

    public WireMessage? Message(int field) => All(field).LastOrDefault();

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    /// <summary>Lowercase hexadecimal, as trace ids are written; empty if the field is missing.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    public ulong? Number(int field) => Values(field).Select(value => (ulong?)value.Number).LastOrDefault();

    private ReadOnlyMemory<byte> Bytes(int field) => Values(field).LastOrDefault().Bytes;

    private IEnumerable<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> Values(int field) =>
        _fields.Where(value => value.Field == field);

    private static ulong Number(ref ReadOnlyMemory<byte> message)
    {
        var (number, shift) = (0UL, 0);
        byte next;
        do
        {
            next = Take(ref message, 1).Span[0];
            number |= (ulong)(next & 0x7F) << shift;
            shift += 7;
        } while (next >= 0x80);
        return number;
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> message, int length)
    {
        var taken = message[..length];
        message = message[length..];
        return taken;
    }
}
