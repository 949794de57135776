using System.Diagnostics;
using System.Security.Cryptography;

namespace Portal.Bench.Licensing;

/// <summary>How many RSA signatures this machine makes on all its cores.</summary>
internal static class Signing
{
    public static async Task<double> Rate(int bits, TimeSpan duration)
    {
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, Environment.ProcessorCount)
                .Select(_ => Task.Factory.StartNew(() => Count(bits, duration), TaskCreationOptions.LongRunning))
        );
        return counts.Sum();
    }

    private static double Count(int bits, TimeSpan duration)
    {
        using var rsa = RSA.Create(bits);
        var content = RandomNumberGenerator.GetBytes(1024);
        // The key is made when it is first used.
        rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var (signatures, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < duration; signatures++)
            rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return signatures / watch.Elapsed.TotalSeconds;
    }
}
