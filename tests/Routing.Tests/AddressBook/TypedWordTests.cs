using CsCheck;
using SdkNode.Routing.AddressBook.Search;

namespace SdkNode.Routing.Tests.AddressBook;

public sealed class TypedWordTests
{
    [Theory]
    [InlineData("vård", "vård", true)]
    [InlineData("vådr", "vård", true)]
    [InlineData("vrd", "vård", false)]
    [InlineData("vårdd", "vårdcentral", true)]
    [InlineData("cetnral", "vårdcentralen", true)]
    [InlineData("skola", "grundskolan", false)]
    [InlineData("kod12", "kod13", false)]
    [InlineData("åäöåäö", "xåäöåöäx", true)]
    [InlineData("regitsrtaur", "registratur", true)]
    [InlineData("rgetirstaur", "registratur", false)]
    public void Some_errors_are_forgiven(string typed, string word, bool expected) => Assert.Equal(expected, new TypedWord(typed).IsLike(word));

    // The textbook's table of distances is the oracle.
    [Fact]
    public void Bits_and_table_agree()
    {
        var word = Gen.Int[0, 3].Select(i => "abåe"[i]).Array[1, 20].Select(letters => new string(letters));
        Gen.Select(word, word).Where((typed, other) => typed.Length >= 4).Sample(
            (typed, other) => Assert.Equal(Table(typed, other, new TypedWord(typed).Errors), new TypedWord(typed).IsLike(other)), iter: 20_000);
    }

    private static bool Table(string typed, string word, int errors)
    {
        var d = new int[typed.Length + 1, word.Length + 1];
        var best = int.MaxValue;
        for (var j = 0; j <= word.Length; j++)
        {
            d[0, j] = typed.Length >= 6 ? 0 : j;
            for (var i = 1; i <= typed.Length; i++)
            {
                d[i, j] = j == 0 ? i : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }

            best = j > 0 ? Math.Min(best, d[typed.Length, j]) : best;
        }

        return (typed.Length >= 5 ? best : d[typed.Length, word.Length]) <= errors;
    }
}
