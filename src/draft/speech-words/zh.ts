import type { SpeechWords } from './form.ts';

export const zh: SpeechWords = {
  affirms: '表示|强调|指出|说|称|认为|重申|宣布|警告|补充说|透露|呼吁|声明|写道|介绍',
  denies: '否认|驳斥|反驳',
  doubts: '质疑|怀疑',
  accordingTo: '据|根据|按照',
  that: '，|：|:|,',
  pronouns: '他|她|他们|它',
  unnamed: '(?:外交部|国防部|商务部)?发言人|官员|专家|分析人士',
  together: '双方|两国外长|两国|两位外长|两国领导人',
  talks: '讨论|同意|就[^，。]{1,40}交换(?:了)?意见|重申|强调|一致认为|达成',
  jointDocument: '联合(?:声明|公报)',
  unspaced: true,
  citing: '引述|援引|转述',
  quoting: '称之为|形容|问|回答|答复|答道|问道|说道|谈到|评价|坦言|直言|总结|引用|介绍说|补充|呼吁说|形容为',
  and: '和|与|同|及|、',
  conjunctions: '并且|但是|而且|因为|虽然|如果',
  asks: '问|记者|主持人|[^：:]{0,12}记者',
  answers: '答|回答',
  dropsSubject: true,
};
