namespace SdkNode.Crash;

/// <summary>
/// Random numbers that the seed decides: each thing that is drawn for has a stream of its own by name and number, so that threads
/// and times do not change what it gets.
/// </summary>
internal sealed class Chance(int seed)
{
    /// <summary>The stream of one thing.</summary>
    public Random Of(string what, long number)
    {
        // FNV-1a; string.GetHashCode differs between runs.
        var hash = 14695981039346656037UL ^ (uint)seed;
        foreach (var letter in what)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        hash = (hash ^ (ulong)number) * 1099511628211UL;
        hash ^= hash >> 29;
        return new Random((int)(hash ^ (hash >> 32)));
    }

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, small ones as likely per doubling as large ones.</summary>
    public static long Spread(Random random, long least, long most) =>
        (long)(least * Math.Pow((double)most / least, random.NextDouble()));
}
