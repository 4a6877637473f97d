using System.Text.Json;
using SdkNode.Node.Api.Json;
using SdkNode.Node.Api.Problems;

namespace SdkNode.Node.Tests.Api.Json;

public sealed class JsonFieldsTests
{
    private readonly List<ApiIssue> _issues = [];

    [Fact]
    public void What_is_there_is_read_and_what_is_null_or_empty_counts_as_left_out()
    {
        var fields = Read("""{"text":"å","yes":true,"nothing":null,"empty":"","object":{"a":"b"},"array":["x","y"]}""", "text", "yes", "nothing", "empty", "object", "array");
        Assert.Equal("å", fields.Text("text", required: true));
        Assert.True(fields.Boolean("yes"));
        Assert.Null(fields.Text("nothing"));
        Assert.Null(fields.Text("empty"));
        Assert.Equal("b", fields.Object("object", required: true, "a")!.Text("a"));
        Assert.Equal(["root.array[0]", "root.array[1]"], fields.Array("array", 2).Select(item => item.Path));
        Assert.Empty(_issues);
    }

    [Theory]
    [InlineData("""{"text":1}""", "root.text", "a string")]
    [InlineData("""{"text":["x"]}""", "root.text", "a string")]
    [InlineData("""{"text":""}""", "root.text", "not be empty")]
    [InlineData("""{"text":null}""", "root.text", "required")]
    [InlineData("{}", "root.text", "required")]
    [InlineData("[]", "root", "an object")]
    [InlineData("""{"text":"a\u0000b"}""", "root.text", "control character")]
    [InlineData("""{"text":"a\u001fb"}""", "root.text", "control character")]
    [InlineData("""{"text":"a\ufffeb"}""", "root.text", "control character")]
    [InlineData("""{"text":"\ud800"}""", "root.text", "half a character")]
    [InlineData("""{"text":"\udc00\ud800"}""", "root.text", "half a character")]
    public void A_text_that_is_none_is_an_issue_that_names_it(string json, string place, string told)
    {
        Assert.Null(Read(json, "text").Text("text", required: true));
        Assert.Contains(_issues, issue => issue.In == place && issue.Detail.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fault_is_found_in_one_go()
    {
        var fields = Read("""{"text":1,"yes":"true","object":[],"array":{},"more":1,"Text":"x"}""", "text", "yes", "object", "array");
        fields.Text("text");
        fields.Boolean("yes");
        fields.Object("object", required: true, "a")!.Text("a", required: true);
        Assert.Empty(fields.Objects("array", 1, "a"));
        Assert.Equal(
            ["root.more", "root.Text", "root.text", "root.yes", "root.object", "root.array"],
            _issues.Select(issue => issue.In));
    }

    [Fact]
    public void An_array_that_is_too_long_is_one_issue_and_is_not_walked()
    {
        var fields = Read($$"""{"array":[{{string.Join(',', Enumerable.Repeat("1", 100_000))}}]}""", "array");
        Assert.Empty(fields.Objects("array", 1_000, "a"));
        Assert.Equal("root.array", Assert.Single(_issues).In);
    }

    [Theory]
    [InlineData("a\\u0000\\r\\nb", "root.a???b")]
    [InlineData("\\ud800", "root.?")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\ud83d\\ude00yyyyy", "root.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx?")]
    public void An_unknown_name_goes_back_short_and_printable(string name, string place)
    {
        Read($$"""{"{{name}}":1}""", "text");
        Assert.Equal(place, Assert.Single(_issues).In);
    }

    private JsonFields Read(string json, params string[] known) => new(JsonDocument.Parse(json).RootElement, "root", _issues, known);
}
