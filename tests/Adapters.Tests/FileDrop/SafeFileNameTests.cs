using System.Buffers;
using System.Text;
using CsCheck;
using SdkNode.Adapters.FileDrop;

namespace SdkNode.Adapters.Tests.FileDrop;

public sealed class SafeFileNameTests
{
    private static readonly string[] Parts =
        ["a", "å", "😀", ".", "..", "/", "\\", " ", "\0", "\n", "\u202e", "\u200f", "\u2028", "\ufeff", ":", "|", "CON", "message.xml", "\ud800", "\uffff", "é", "e\u0301", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"];

    private static readonly SearchValues<char> s_unsafe = SearchValues.Create("/\\:*?\"<>|\0\n\u202e\u200f\u2028\ufeff\ud800\uffff");

    [Theory]
    [InlineData("Ansökan 2026.pdf", "Ansökan 2026.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("D:\\arkiv\\brev.docx", "brev.docx")]
    [InlineData("..", "file-1")]
    [InlineData("", "file-1")]
    [InlineData("a/", "file-1")]
    [InlineData(" . .", "file-1")]
    [InlineData(".htaccess", "_htaccess")]
    [InlineData("gpj.\u202eexe.brev", "gpj.exe.brev")]
    [InlineData("rad\r\nbruten\u0000.txt", "radbruten.txt")]
    [InlineData("a\u00a0b.txt", "a b.txt")]
    [InlineData("brev.pdf. . ", "brev.pdf")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("NUL", "_NUL")]
    [InlineData("lpt1 .tar.gz", "_lpt1 .tar.gz")]
    [InlineData("com10.txt", "com10.txt")]
    [InlineData("brev.txt:dold", "brev.txt_dold")]
    [InlineData("vad? <\"*\">|.txt", "vad_ ______.txt")]
    [InlineData("e\u0301.txt", "\u00e9.txt")]
    [InlineData("message.xml", "message (2).xml")]
    [InlineData("Message.JSON", "Message (2).JSON")]
    public void A_name_is_made_fit_for_a_folder_on_any_system(string wish, string name) =>
        Assert.Equal(name, new SafeFileNames("message.xml", "message.json").Take(wish, 0));

    [Fact]
    public void A_long_name_keeps_its_extension_and_whole_letters()
    {
        var name = new SafeFileNames().Take(new string('å', 300) + ".pdf", 0);
        Assert.Equal(new string('å', 58) + ".pdf", name);
        Assert.Equal(120, Encoding.UTF8.GetByteCount(new SafeFileNames().Take(new string('a', 300), 0)));
        Assert.Equal(120, Encoding.UTF8.GetByteCount(new SafeFileNames().Take("a." + new string('b', 300), 0)));
    }

    [Fact]
    public void Names_that_differ_only_in_case_or_that_repeat_are_numbered()
    {
        var names = new SafeFileNames();
        Assert.Equal(["brev.pdf", "Brev (2).pdf", "brev (3).pdf", "brev (2) (2).pdf"], new[] { "brev.pdf", "Brev.pdf", "brev.pdf", "brev (2).pdf" }.Select(wish => names.Take(wish, 0)));
    }

    [Fact]
    public void Ten_thousand_files_of_one_name_are_named_quickly()
    {
        var names = new SafeFileNames();
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(number => names.Take(new string('x', 200) + ".pdf", number)).ToHashSet(StringComparer.OrdinalIgnoreCase).Count);
    }

    [Fact]
    public void Whatever_the_sender_wishes_the_name_is_safe() =>
        Gen.Int[0, Parts.Length - 1].Array[0, 12].Array[1, 20].Sample(wishes =>
        {
            var names = new SafeFileNames("message.xml", "message.json");
            var taken = wishes.Select((wish, number) => names.Take(string.Concat(wish.Select(part => Parts[part])), number)).ToList();
            return taken.Distinct(StringComparer.OrdinalIgnoreCase).Count() == taken.Count && taken.TrueForAll(IsSafe);
        }, iter: 2000);

    private static bool IsSafe(string name) =>
        name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= 120 && Path.GetFileName(name) == name && name[0] is not ('.' or ' ') && name[^1] is not ('.' or ' ')
        && !name.AsSpan().ContainsAny(s_unsafe) && !name.Equals("message.xml", StringComparison.OrdinalIgnoreCase);
}
