using System.Runtime.InteropServices;

namespace Portal.Ctl.Catalogue;

/// <summary>SplitMix64: the same bytes for the same seed on every machine and every version of .NET.</summary>
internal sealed class PseudoRandom(Guid seed)
{
    private ulong _state = MemoryMarshal.Read<ulong>(seed.ToByteArray(bigEndian: true).AsSpan(8));

    public void Fill(Span<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            MemoryMarshal.Write(bytes, Next());
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        MemoryMarshal.Write(last, Next());
        last[..bytes.Length].CopyTo(bytes);
    }

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
